using System.IO.Compression;
using Publisher.Tests.Support;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Files that are the same everywhere, whole at any moment, and touched only by a change: points 24 to 26.</summary>
public sealed class FileTests : PerfectFeedTests
{
    private static readonly string[] Everything = ["feeds.topics=categories, tags, authors, languages", "feeds.limit=5", "feeds.archives=4", "feeds.complete=true", "feeds.webSub=https://hub.example/"];

    [Fact]
    public async Task Point_24_Machines_of_another_kind_write_the_same_bytes()
    {
        var one = new Machine("one", new() { ["TZ"] = "Pacific/Kiritimati", ["LC_ALL"] = "th_TH.UTF-8", ["LANG"] = "th_TH.UTF-8", ["DOTNET_PROCESSOR_COUNT"] = "1", ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0" });
        var two = new Machine("two", new() { ["TZ"] = "America/St_Johns", ["LC_ALL"] = "tr_TR.UTF-8", ["LANG"] = "tr_TR.UTF-8", ["DOTNET_PROCESSOR_COUNT"] = "2", ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1", ["DOTNET_gcServer"] = "1", ["HOME"] = "/" });
        WritePosts("one", posts => posts.OrderBy(post => post.Name, StringComparer.Ordinal));
        WritePosts("two", posts => posts.OrderByDescending(post => post.Text.GetHashCode(StringComparison.Ordinal)));
        await BuildAsync(one);
        await BuildAsync(two);

        var (first, second) = (Hashes("one/public"), Hashes("two/public"));
        Assert.True(first.Count > 150, $"{first.Count} files");
        foreach (var name in new[] { "archive/1.atom.xml", "tags/ıstanbul/rss.xml.br", "languages/ja/feed.json.gz", "complete/rss.xml", "feeds.opml", "feed.css" })
            Assert.Contains(name, first.Keys);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Point_24_A_build_without_a_change_writes_nothing()
    {
        var machine = new Machine("one", []);
        WritePosts("one", posts => posts);
        await BuildAsync(machine);
        var before = Files("one/public");
        foreach (var post in Directory.EnumerateFiles(Folder["one/posts"]))
            File.SetLastWriteTimeUtc(post, DateTime.UtcNow.AddDays(-3));
        await BuildAsync(machine with { Environment = new() { ["TZ"] = "Asia/Kathmandu", ["LC_ALL"] = "ar_SA.UTF-8" } });

        Assert.Equal(before, Files("one/public"));
    }

    [Fact]
    public async Task Point_24_A_service_that_starts_again_changes_no_file_and_no_tag_and_sends_nothing()
    {
        WritePosts("", posts => posts);
        await StartAsync(Everything);
        await PassAsync();
        var (files, tags) = (Files(), await TagsAsync());
        await StartAsync(Everything);
        await PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(files, Files());
        Assert.Equal(tags, await TagsAsync());
        Assert.False(Directory.Exists(Folder["outbox"]) && Directory.EnumerateFiles(Folder["outbox"]).Any());
    }

    [Fact]
    public async Task Point_25_A_change_outside_the_limit_leaves_the_feed_as_it_was()
    {
        for (var day = 1; day <= 9; day++)
            Post($"2026-02-0{day}-p.md", $"title: Post {day}");
        await StartAsync("feeds.limit=3", "feeds.archives=2", "feeds.topics=");
        var before = Files();
        Post("2026-02-02-p.md", "title: Post 2 in other words");
        await UntilFeedHoldsAsync("other words", "/archive/1.atom.xml");

        Assert.Equal(["archive/1.atom.xml", "archive/1.feed.json", "archive/1.rss.xml"], Files().Where(file => before[file.Key] != file.Value && !file.Key.EndsWith(".gz", StringComparison.Ordinal) && !file.Key.EndsWith(".br", StringComparison.Ordinal)).Select(file => file.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Point_26_Compressed_copies_are_of_the_same_moment_hold_the_same_and_have_no_time_in_them()
    {
        WritePosts("", posts => posts);
        await StartAsync(Everything);
        await CopiesAreRightAsync();
        Post("2026-02-28-new.md", "title: New");
        await UntilFeedHoldsAsync("New");
        await CopiesAreRightAsync();
    }

    private async Task CopiesAreRightAsync()
    {
        var plain = Directory.EnumerateFiles(Folder["public"], "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".xml" or ".json" or ".opml" or ".css").ToList();
        Assert.NotEmpty(plain);
        foreach (var file in plain)
        {
            var (whole, gzip) = (await File.ReadAllBytesAsync(file, Cancel), await File.ReadAllBytesAsync(file + ".gz", Cancel));
            // RFC 1952: flags 0 (no name) and a time of 0.
            Assert.Equal([0x1f, 0x8b, 8, 0, 0, 0, 0, 0], gzip[..8]);
            Assert.Equal(whole, Unpacked(new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress)));
            Assert.Equal(whole, Unpacked(new BrotliStream(new MemoryStream(await File.ReadAllBytesAsync(file + ".br", Cancel)), CompressionMode.Decompress)));
            Assert.Equal((File.GetLastWriteTimeUtc(file), File.GetLastWriteTimeUtc(file)), (File.GetLastWriteTimeUtc(file + ".gz"), File.GetLastWriteTimeUtc(file + ".br")));
        }
    }

    private static byte[] Unpacked(Stream packed)
    {
        using var whole = new MemoryStream();
        using (packed)
            packed.CopyTo(whole);
        return whole.ToArray();
    }

    private async Task BuildAsync(Machine machine)
    {
        string[] settings = [$"posts.folder={machine.Name}/posts", $"feeds.folder={machine.Name}/public", $"storage.connectionString=Data Source={machine.Name}/publisher.db", "site.url=https://blog.example/", "site.title=Test blog", "site.timeZone=Asia/Tokyo", .. Everything];
        var (code, output) = await PublisherProcess.RunAsync(Folder, machine.Environment, ["build", .. settings.SelectMany(setting => new[] { "--set", setting })]);
        Assert.True(code == 0, output);
    }

    private async Task<List<string>> TagsAsync()
    {
        var tags = new List<string>();
        foreach (var path in FeedPaths())
            tags.Add((await GetAsync(path, ("Accept-Encoding", "br")))["ETag"]!);
        return tags;
    }

    private Dictionary<string, string> Hashes(string folder) => Directory.EnumerateFiles(Folder[folder], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToDictionary(file => Path.GetRelativePath(Folder[folder], file), Hash);

    private void WritePosts(string machine, Func<IEnumerable<(string Name, string Text)>, IEnumerable<(string Name, string Text)>> order)
    {
        var posts = Enumerable.Range(1, 24).Select(i => ($"2026-01-{(i % 12) + 1:00}-p{i}.md", $"""
            ---
            title: "I ı İ i é e{'\u0301'} {i} ﷺ"
            tags: [ISTANBUL, ıstanbul, "tag {i % 5}", Ärger, zebra, "{i % 2} 日本"]
            categories: ["Ö{i % 3}"]
            author: "{(i % 2 == 0 ? "Ångström" : "Zoë")}"
            lang: {(i % 3 == 0 ? "ja" : i % 3 == 1 ? "tr" : "zh-Hant-TW")}
            ---

            Text {i}, 1.234,5. “Quotes” & <b>bold</b> [link](../p{i + 1}/).
            """));
        foreach (var (name, text) in order(posts))
            Folder.Write(Path.Combine(machine, "posts", name), text);
    }

    private sealed record Machine(string Name, Dictionary<string, string> Environment);
}
