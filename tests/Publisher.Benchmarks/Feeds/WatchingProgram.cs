using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Publisher.Benchmarks.Feeds;

/// <summary>A program that watches a folder of posts and keeps feeds: of the newest 20, or of all posts too.</summary>
internal sealed class WatchingProgram : IDisposable
{
    // Far enough for the newest post, which stands first; a feed of all posts is not read a thousand times a second.
    private const int Start = 128 * 1024;

    private static readonly string[] Newest = ["rss.xml", "atom.xml", "feed.json"];
    private static readonly string[] All = ["rss.xml", "atom.xml", "complete/rss.xml", "complete/atom.xml"];
    private static readonly string[] OfHugo = ["atom20.xml", "atomall.xml", "rss20.xml", "rssall.xml"];

    private readonly Process process;
    private readonly string[] feeds;

    private WatchingProgram(string folder, string program, string[] arguments, string[] feeds)
    {
        this.feeds = feeds;
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
    }

    /// <param name="program">The service's assembly; by default the one that was built with this program.</param>
    public static WatchingProgram Publisher(ChangedBlog blog, string? program, bool all)
    {
        program ??= Path.Combine(AppContext.BaseDirectory, "publisher.dll");
        string[] settings = [$"posts.folder={blog.Posts}", "site.url=https://blog.example/", "site.title=Blog", .. all ? new[] { "feeds.complete=true", "feeds.formats=rss, atom" } : [], "web.urls=http://127.0.0.1:0"];
        string[] run = ["run", .. settings.SelectMany(setting => new[] { "--set", setting })];
        var feeds = (all ? All : Newest).Select(name => Path.Combine(blog.Folder, "data", "public", name)).ToArray();
        return program.EndsWith(".dll", StringComparison.Ordinal) ? new(blog.Folder, "dotnet", [program, .. run], feeds) : new(blog.Folder, program, run, feeds);
    }

    public static bool HasHugo() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "hugo")));

    public static WatchingProgram Hugo(ChangedBlog blog, bool all)
    {
        HugoSite.Write(blog.Folder, all);
        return new(blog.Folder, "hugo", ["--watch", "-d", Path.Combine(blog.Folder, "hugo")], [.. OfHugo.Take(all ? OfHugo.Length : 1).Select(name => Path.Combine(blog.Folder, "hugo", name))]);
    }

    /// <summary>Waits until a text stands in every feed.</summary>
    public async Task UntilAsync(string text, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (!feeds.All(feed => File.Exists(feed) && Beginning(feed).Contains(text, StringComparison.Ordinal)))
        {
            if (process.HasExited || watch.Elapsed > patience)
                throw new InvalidOperationException($"{process.StartInfo.FileName}: no feed after {watch.Elapsed.TotalSeconds:F0} s");
            await Task.Delay(1);
        }
    }

    private static string Beginning(string feed)
    {
        using var file = new FileStream(feed, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Start];
        return Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, Start, throwOnEndOfStream: false));
    }

    /// <summary>In MiB.</summary>
    public double PeakMemory() => double.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
