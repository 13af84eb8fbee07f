using System.Diagnostics;
using System.Globalization;

namespace Publisher.Benchmarks.Feeds;

/// <summary>How long it takes from the rename of one changed post to the feeds on disk, of the newest 20 or of all posts too, the service running; beside it Hugo's <c>--watch</c>, where Hugo is installed.</summary>
internal static class Changes
{
    private const int Times = 15;

    /// <param name="args"><c>--posts N</c> (10,000 and 100,000 by default), <c>--all</c> for feeds of all posts too, <c>--from DIR</c> for posts that lie there instead of made ones, <c>--program FILE</c> for another build of the service.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        string? Of(string name) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault();
        var all = args.Contains("--all");
        int[] sizes = Of("--posts") is { } posts ? [int.Parse(posts, CultureInfo.InvariantCulture)] : [10_000, 100_000];
        await output.WriteLineAsync("| posts | | median ms | least to most | peak MiB |\n|---|---|---|---|---|");
        foreach (var size in sizes)
        {
            using var blog = ChangedBlog.Make(size, Of("--from"));
            await LineAsync(size, "publisher", () => WatchingProgram.Publisher(blog, Of("--program"), all), blog, output);
            if (size <= 10_000 && WatchingProgram.HasHugo())
                await LineAsync(size, "hugo --watch", () => WatchingProgram.Hugo(blog, all), blog, output);
        }

        return 0;
    }

    private static async Task LineAsync(int size, string name, Func<WatchingProgram> start, ChangedBlog blog, TextWriter output)
    {
        using var program = start();
        await program.UntilAsync("</", TimeSpan.FromMinutes(5));
        await Task.Delay(TimeSpan.FromSeconds(10));
        var took = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var marker = $"marker{i}of{size}";
            blog.Prepare(marker);
            var watch = Stopwatch.StartNew();
            blog.Rename();
            await program.UntilAsync(marker, TimeSpan.FromMinutes(1));
            took.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(TimeSpan.FromSeconds(1.5));
        }

        took.Sort();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {size:N0} | {name} | {took[Times / 2]:F0} | {took[0]:F0} to {took[^1]:F0} | {program.PeakMemory():F0} |"));
    }
}
