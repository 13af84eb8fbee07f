using System.Xml.Linq;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>All that was ever published, within reach: point 23.</summary>
public sealed class ArchiveTests : PerfectFeedTests
{
    private static readonly string[] Archived = ["feeds.limit=3", "feeds.archives=4", "feeds.topics="];

    [Fact]
    public async Task Point_23_A_chain_of_documents_reaches_every_post_once_and_full_ones_never_change()
    {
        Write(1, 20);
        await StartAsync(Archived);
        await ReachesAllAsync(20);
        var full = Full(4);
        Assert.Equal(4 * 3 * 3, full.Count);

        // New posts, one at a time and many at once, an old one that was found again, restarts.
        for (var day = 21; day <= 24; day++)
        {
            Write(day, day);
            await UntilFeedHoldsAsync($"Post {day}<");
        }

        Write(25, 40);
        Post("2001-01-01-found.md", "title: Post 0");
        await UntilFeedHoldsAsync("Post 40<");
        await PassAsync();
        await StartAsync(Archived);
        await ReachesAllAsync(41);
        Assert.Equal(full, Full(4));
    }

    [Fact]
    public async Task Point_23_A_deleted_post_leaves_its_document_and_no_other_moves()
    {
        Write(1, 20);
        await StartAsync(Archived);
        var before = Full(4);
        File.Delete(Folder["posts/2026-01-06-p.md"]);
        await UntilFeedAsync(feed => !feed.Contains("Post 6<", StringComparison.Ordinal), "the post to go", "/archive/2.atom.xml");
        await PassAsync();

        var after = Full(4);
        Assert.Equal(before.Keys.Where(name => name.Contains("/2.", StringComparison.Ordinal)), before.Keys.Where(name => before[name] != after[name]));
        await ReachesAllAsync(19);
    }

    [Fact]
    public async Task Point_23_Every_document_is_valid_and_says_what_it_is()
    {
        Write(1, 12);
        await StartAsync([.. Archived, "feeds.complete=true"]);
        foreach (var path in FeedPaths())
            await ValidAsync(path);
        XNamespace history = "http://purl.org/syndication/history/1.0";
        foreach (var name in new[] { "atom.xml", "rss.xml" })
        {
            Assert.All(new[] { 1, 2, 3 }, number => Assert.Single(Document($"archive/{number}.{name}").Descendants(history + "archive")));
            Assert.Empty(Document(name).Descendants(history + "archive"));
            Assert.Single(Document($"complete/{name}").Descendants(history + "complete"));
        }
    }

    private XDocument Document(string name) => XDocument.Load(Folder[$"public/{name}"]);

    private void Write(int from, int to)
    {
        for (var day = from; day <= to; day++)
            Post($"2026-{1 + ((day - 1) / 28):00}-{1 + ((day - 1) % 28):00}-p.md", $"title: Post {day}", $"Text {day}.");
    }

    // The files of the first documents, and when they changed.
    private Dictionary<string, string> Full(int documents) =>
        Files().Where(file => Enumerable.Range(1, documents).Any(number => file.Key.StartsWith($"archive/{number}.", StringComparison.Ordinal))).ToDictionary();

    private async Task ReachesAllAsync(int count)
    {
        foreach (var format in Formats)
        {
            var ids = new List<string>();
            for (string? path = format; path is not null;)
            {
                var feed = await FeedAsync(path);
                ids.AddRange(feed.Ids);
                path = feed.Older is null ? null : new Uri(feed.Older).AbsolutePath;
            }

            Assert.Equal((count, count), (ids.Count, ids.Distinct().Count()));
        }
    }
}
