using System.Xml.Linq;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Which posts stand in which feed, and in which order: points 10 to 12.</summary>
public sealed class SelectionTests : PerfectFeedTests
{
    [Fact]
    public async Task Point_10_The_newest_is_first_ties_go_by_id_and_neither_edits_nor_pins_move_a_post()
    {
        foreach (var i in new[] { 4, 1, 3 })
            Post($"t{i}.md", $"title: Tie {i}\nid: tag:x.example,2001:{i}\ndate: 2026-02-10 10:00:00 +0000");
        Post("old.md", "title: Old\ndate: 2020-01-01\npin: true\nsticky: true\nweight: 1\nfeatured: true");
        Post("oldest.md", "title: Oldest\ndate: 2019-01-01");
        Post("new.md", "title: New\ndate: 2026-02-11\nweight: 99");
        await StartAsync("feeds.limit=5");
        string[] order = ["New", "Tie 1", "Tie 3", "Tie 4", "Old"];
        Assert.All(await Task.WhenAll(Formats.Select(FeedAsync)), feed => Assert.Equal(order, feed.Titles));

        Post("old.md", "title: Old\ndate: 2020-01-01\npin: true\nupdated: 2026-02-28", "Edited.");
        await UntilFeedHoldsAsync("Edited.");
        Assert.All(await Task.WhenAll(Formats.Select(FeedAsync)), feed => Assert.Equal(order, feed.Titles));
    }

    [Fact]
    public async Task Point_11_What_is_not_to_be_seen_is_in_no_feed_archive_list_or_mail()
    {
        for (var day = 1; day <= 5; day++)
            Post($"2026-02-0{day}-p.md", $"title: Seen {day}\ntags: [t]");
        (string Name, string Head)[] secrets =
        [
            ("2026-02-10-draft.md", "draft: true"), ("2026-02-10-draft2.md", "draft: \"yes\""), ("2026-02-10-draft3.md", "published: false"), ("2026-02-10-draft4.md", "status: draft"),
            ("_drafts/2026-02-10-draft5.md", ""), ("2026-02-10-expired.md", "expiryDate: 2026-02-20"), ("2999-01-01-future.md", ""), ("2026-02-10-later.md", "publishDate: 2999-01-01"),
            ("undated.md", ""), (".hidden/2026-02-10-a.md", ""), ("2026-02-10-not-a-post.csv", ""), ("2026-02-10-not-a-post.yaml", ""), (".2026-02-10-swap.md.swp", ""), ("2026-02-10-backup.md~", ""), ("README.md", ""),
        ];
        foreach (var (name, head) in secrets)
            Post(name, $"title: SECRET {name}\ntags: [secret]\ncategories: [secret]\nauthor: Secret Agent\n{head}", "SECRET");
        await StartAsync("feeds.limit=2", "feeds.archives=2", "feeds.complete=true", "feeds.topics=categories, tags, authors, languages");
        await PassAsync();

        Assert.Contains("/archive/1.atom.xml", FeedPaths());
        Assert.All(Directory.EnumerateFiles(Folder["public"], "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("secret", Path.GetRelativePath(Folder["public"], file) + (file.EndsWith(".gz", StringComparison.Ordinal) || file.EndsWith(".br", StringComparison.Ordinal) ? "" : File.ReadAllText(file)), StringComparison.OrdinalIgnoreCase));
        Assert.Equal(5, (await FeedAsync("/complete/atom.xml")).Entries.Count);
        Assert.Empty(Directory.Exists(Folder["outbox"]) ? Directory.GetFiles(Folder["outbox"]) : []);
    }

    [Fact]
    public async Task Point_11_A_post_that_becomes_hidden_leaves_every_feed_and_its_topics_end()
    {
        Post("2026-02-01-a.md", "title: Stays\ntags: [t]");
        Post("2026-02-02-b.md", "title: Leaves\ntags: [only]");
        await StartAsync("feeds.topics=tags");
        Assert.Contains("/tags/only/atom.xml", FeedPaths());
        Post("2026-02-02-b.md", "title: Leaves\ntags: [only]\ndraft: true");
        await UntilFeedAsync(feed => !feed.Contains("Leaves", StringComparison.Ordinal), "the post to leave");

        Assert.DoesNotContain(FeedPaths(), path => path.Contains("only", StringComparison.Ordinal));
        Assert.DoesNotContain("only", (await GetAsync("/feeds.opml")).Text, StringComparison.Ordinal);
        Assert.All((await AllFeedsAsync()).Values, feed => Assert.Equal(["Stays"], feed.Titles));
    }

    [Fact]
    public async Task Point_11_An_empty_blog_has_valid_feeds_that_stay_as_they_are()
    {
        await StartAsync();
        var before = Files();
        Assert.All(await Task.WhenAll(Formats.Select(FeedAsync)), feed => Assert.Empty(feed.Entries));
        foreach (var path in Formats)
            await ValidAsync(path);
        await PassAsync(TimeSpan.FromHours(2));
        await StartAsync();
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Point_12_Categories_tags_authors_and_languages_have_feeds_with_id_title_and_address_of_their_own()
    {
        Post("2026-02-01-a.md", "title: A\ncategories: [ニュース]\ntags: [C#, \"<b>&amp;\"]\nauthor: \"Ann O'Neil & Sons\"\nlang: ja");
        Post("2026-02-02-b.md", "title: B\ncategories: [News]\ntags: [C++, c]\nauthor: Bob\nlang: pt-BR");
        await StartAsync("feeds.topics=categories, tags, authors, languages");
        var feeds = await AllFeedsAsync();
        var atom = feeds.Where(feed => feed.Key.EndsWith("atom.xml", StringComparison.Ordinal)).Select(feed => feed.Value).ToList();

        Assert.Equal(1 + 2 + 4 + 2 + 2, atom.Count);
        Assert.Equal(atom.Count, atom.Select(feed => feed.Id).Distinct().Count());
        Assert.Equal(atom.Count, atom.Select(feed => feed.Title).Distinct().Count());
        Assert.All(feeds, feed => Assert.Equal("https://blog.example" + new Uri($"https://x{feed.Key}").AbsolutePath, feed.Value.Self));
        Assert.Equal(["A"], atom.Single(feed => feed.Title == "<b>&amp; – Test blog").Titles);
        Assert.Equal(["A"], atom.Single(feed => feed.Title == "C# – Test blog").Titles);
        Assert.Equal(["B"], atom.Single(feed => feed.Title == "Português (BR) – Test blog").Titles);
        Assert.Equal("pt-BR", atom.Single(feed => feed.Title == "Português (BR) – Test blog").Language);
        Assert.Equal(["A"], atom.Single(feed => feed.Title == "Ann O'Neil & Sons – Test blog").Titles);
        Assert.Equal(feeds.Keys.Where(path => path.EndsWith("rss.xml", StringComparison.Ordinal)).Select(path => feeds[path].Self).Order(), XDocument.Parse((await GetAsync("/feeds.opml")).Text).Descendants("outline").Select(outline => outline.Attribute("xmlUrl")!.Value).Order());
    }
}
