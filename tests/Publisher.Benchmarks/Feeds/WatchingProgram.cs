using System.Diagnostics;
using System.Globalization;

namespace Publisher.Benchmarks;

/// <summary>A program that watches a folder of posts and keeps a feed of the newest 20.</summary>
internal sealed class WatchingProgram : IDisposable
{
    private static readonly string[] Feeds = ["rss.xml", "atom.xml", "feed.json"];

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
    public static WatchingProgram Publisher(ChangedBlog blog, string? program)
    {
        program ??= Path.Combine(AppContext.BaseDirectory, "publisher.dll");
        string[] settings = [$"posts.folder={blog.Posts}", "site.url=https://blog.example/", "site.title=Blog", "feeds.complete=false", "web.urls=http://127.0.0.1:0"];
        string[] run = ["run", .. settings.SelectMany(setting => new[] { "--set", setting })];
        var feeds = Feeds.Select(name => Path.Combine(blog.Folder, "data", "public", name)).ToArray();
        return program.EndsWith(".dll", StringComparison.Ordinal) ? new(blog.Folder, "dotnet", [program, .. run], feeds) : new(blog.Folder, program, run, feeds);
    }

    public static bool HasHugo() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "hugo")));

    public static WatchingProgram Hugo(ChangedBlog blog)
    {
        HugoSite.Write(blog.Folder);
        return new(blog.Folder, "hugo", ["--watch", "-d", Path.Combine(blog.Folder, "hugo")], [Path.Combine(blog.Folder, "hugo", "atom.xml")]);
    }

    /// <summary>Waits until a text stands in every feed.</summary>
    public async Task UntilAsync(string text, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (!feeds.All(feed => File.Exists(feed) && File.ReadAllText(feed).Contains(text, StringComparison.Ordinal)))
        {
            if (process.HasExited || watch.Elapsed > patience)
                throw new InvalidOperationException($"{process.StartInfo.FileName}: no feed after {watch.Elapsed.TotalSeconds:F0} s");
            await Task.Delay(1);
        }
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
