using System.Diagnostics;
using System.Globalization;

namespace Publisher.Benchmarks.Feeds;

/// <summary>How long one build takes and how much memory, from posts on disk to feeds on disk; beside it Hugo, where Hugo is installed. In turns, and the median of each.</summary>
internal static class Builds
{
    private static readonly string[] Newest = ["feeds.formats=atom", "feeds.complete=false"];
    private static readonly string[] All = ["feeds.formats=rss, atom", "feeds.complete=true"];

    /// <param name="args"><c>--posts N</c> (10,000 by default), <c>--from DIR</c> for posts that lie there instead of made ones, <c>--program FILE</c> for another build of the program, <c>--rounds N</c> (5).</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        string? Of(string name) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault();
        int Number(string name, int usual) => Of(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
        var (size, rounds, program) = (Number("--posts", 10_000), Number("--rounds", 5), Of("--program") ?? Path.Combine(AppContext.BaseDirectory, "publisher.dll"));
        await output.WriteLineAsync("| posts | feeds | | median s | least to most | MiB |\n|---|---|---|---|---|---|");
        foreach (var (count, all) in new[] { (100, false), (size, false), (size, true) })
        {
            using var blog = ChangedBlog.Make(count, Of("--from"));
            HugoSite.Write(blog.Folder, all);
            List<Measured> ours = [], hugo = [];
            for (var round = 0; round < rounds; round++)
            {
                if (WatchingProgram.HasHugo())
                    hugo.Add(await MeasureAsync(blog, "hugo", ["--quiet", "-d", Path.Combine(blog.Folder, "out")]));
                ours.Add(program.EndsWith(".dll", StringComparison.Ordinal) ? await MeasureAsync(blog, "dotnet", [program, .. Build(blog, all)]) : await MeasureAsync(blog, program, Build(blog, all)));
            }

            await output.WriteAsync(Line(count, all, "publisher build", ours) + (hugo.Count == 0 ? "" : Line(count, all, "hugo", hugo)));
        }

        return 0;
    }

    private static string[] Build(ChangedBlog blog, bool all)
    {
        string[] settings = [$"posts.folder={blog.Posts}", $"feeds.folder={Path.Combine(blog.Folder, "out")}", "site.url=https://blog.example/", "feeds.topics=", .. all ? All : Newest];
        return ["build", .. settings.SelectMany(setting => new[] { "--set", setting })];
    }

    // GNU time: .NET forgets a child's memory when it has ended.
    private static async Task<Measured> MeasureAsync(ChangedBlog blog, string program, string[] arguments)
    {
        var (report, feeds) = (Path.Combine(blog.Folder, "time"), Path.Combine(blog.Folder, "out"));
        if (Directory.Exists(feeds))
            Directory.Delete(feeds, recursive: true);
        var start = new ProcessStartInfo("/usr/bin/time", ["-o", report, "-f", "%e %M", program, .. arguments]) { WorkingDirectory = blog.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var told = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || !Directory.EnumerateFiles(feeds, "*.xml").Any())
            throw new InvalidOperationException($"{program} failed: {string.Concat(told)}");
        var numbers = (await File.ReadAllTextAsync(report)).Split(' ');
        return new(double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture) / 1024);
    }

    private static string Line(int posts, bool all, string name, List<Measured> measured)
    {
        var seconds = measured.Select(one => one.Seconds).Order().ToList();
        var feeds = all ? "RSS and Atom of all and of 20" : "Atom of 20";
        return string.Create(CultureInfo.InvariantCulture, $"| {posts:N0} | {feeds} | {name} | {seconds[seconds.Count / 2]:F2} | {seconds[0]:F2} to {seconds[^1]:F2} | {measured.Max(one => one.MiB):F0} |\n");
    }

    private sealed record Measured(double Seconds, double MiB);
}
