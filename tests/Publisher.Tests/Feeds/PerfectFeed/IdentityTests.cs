using System.Globalization;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Who an entry is, for life: points 1 to 5.</summary>
public sealed class IdentityTests : PerfectFeedTests
{
    private const string Everything = "feeds.topics=categories, tags, authors, languages";

    [Fact]
    public async Task Point_01_An_entry_has_one_id_in_every_format_topic_archive_and_in_the_ledger_and_mail()
    {
        for (var day = 1; day <= 7; day++)
            Post($"2026-02-0{day}-p{day}.md", $"title: Post {day}\ntags: [a, b{day}]\ncategories: [c]\nauthor: Ann\nlang: {(day % 2 == 0 ? "ja" : "en")}");
        await StartAsync(Everything, "feeds.limit=2", "feeds.archives=2", "feeds.complete=true");
        await SubscribeAsync("reader@example.com");
        Post("2026-02-28-p8.md", "title: Post 8\ntags: [a]");
        await UntilFeedHoldsAsync("Post 8");
        await Publisher.UntilAsync(() => new Outbox(Folder).To("reader@example.com").Count == 2, "the mail");

        var feeds = await AllFeedsAsync();
        Assert.True(feeds.Count > 30);
        Assert.All(feeds.Values, feed => Assert.Equal(feed.Ids.Distinct(), feed.Ids));
        var ids = feeds.Values.SelectMany(feed => feed.Entries).GroupBy(entry => entry.Title, entry => entry.Id).ToDictionary(post => post.Key, post => Assert.Single(post.Distinct()));
        Assert.Equal(8, ids.Values.Distinct().Count());
        Assert.Equal(ids.Values.Order(StringComparer.Ordinal), (await QueryAsync("select id from posts")).Order(StringComparer.Ordinal));
        Assert.Equal([ids["Post 8"]], await QueryAsync("select post_id from issue_posts"));
    }

    [Theory]
    [InlineData("title")]
    [InlineData("permalink")]
    [InlineData("host and scheme")]
    [InlineData("folder")]
    [InlineData("tag")]
    [InlineData("format")]
    public async Task Point_02_The_id_survives_a_new(string what)
    {
        Post("2026-02-11-a.md", "title: The post\ntags: [old]", "The text of **the post**.");
        Post("2026-02-12-b.md", "title: Another\nid: tag:own.example,2001:b", "Another text.");
        await StartAsync();
        var before = (await FeedAsync()).Ids;
        await StopAsync();
        Change(what);
        await StartAsync(what == "host and scheme" ? ["site.url=http://elsewhere.example/base/"] : []);

        Assert.All(await Task.WhenAll(Formats.Select(FeedAsync)), feed => Assert.Equal(before, feed.Ids));
        Assert.Equal("tag:own.example,2001:b", before[0]);
    }

    [Fact]
    public async Task Point_02_Two_posts_with_one_id_are_an_error_that_names_both_and_the_old_feed_stays()
    {
        Post("2026-02-11-a.md", "title: The first\nid: tag:own.example,2001:x");
        await StartAsync();
        var before = Files();
        Post("2026-02-01-b.md", "title: The thief\nid: tag:own.example,2001:x");
        await Publisher.UntilAsync(() => Publisher.Log.ToString().Contains("same id", StringComparison.Ordinal), "the error");
        await PassAsync();

        Assert.Contains(Publisher.Log.ToString().Split('\n'), line => line.Contains("2026-02-11-a.md", StringComparison.Ordinal) && line.Contains("2026-02-01-b.md", StringComparison.Ordinal));
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("", "urn:uuid:", "false")]
    [InlineData("id: 0b1c2d3e-4f50-4111-8222-333344445555", "urn:uuid:0b1c2d3e-4f50-4111-8222-333344445555", "false")]
    [InlineData("id: 42", "urn:uuid:", "false")]
    [InlineData("id: \"a name with spaces <&>\"", "urn:uuid:", "false")]
    [InlineData("id: tag:own.example,2001:日本", "tag:own.example,2001:日本", "false")]
    [InlineData("id: https://old.example/?p=1&x=<2>", "https://old.example/?p=1&x=<2>", "false")]
    [InlineData("permalink: /own/\nid: https://blog.example/own/", "https://blog.example/own/", "true")]
    public async Task Point_03_The_id_is_an_absolute_IRI_and_a_permalink_only_where_it_is_the_link(string head, string id, string isPermaLink)
    {
        Post("2026-02-11-a.md", $"title: A\n{head}");
        await StartAsync("posts.format=jekyll");

        Assert.All(await Task.WhenAll(Formats.Select(FeedAsync)), feed => Assert.StartsWith(id, Assert.Single(feed.Ids), StringComparison.Ordinal));
        Assert.Contains($"<guid isPermaLink=\"{isPermaLink}\">", (await GetAsync("/rss.xml")).Text.Replace("<guid>", "<guid isPermaLink=\"true\">", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Matches("^[a-z]+:[^\\s]+$", (await FeedAsync()).Ids[0]);
    }

    [Theory]
    [InlineData("jekyll", "jekyll", "posts/_posts/2026-02-11-the-post.md", "https://blog.example/2026/02/11/the-post")]
    [InlineData("hugo", "hugo", "posts/content/posts/the-post.md", "https://blog.example/posts/the-post/")]
    [InlineData("wordpress", "plain", "posts/2026-02-11-the-post.md", "https://blog.example/?p=1234")]
    public async Task Point_04_Readers_of_a_blog_that_moves_in_see_no_old_post_as_new(string ids, string format, string name, string id)
    {
        Folder.Write("posts/hugo.toml", "title = \"x\"\n");
        Folder.Write(name, "---\ntitle: The post\ndate: 2026-02-11\nwordpress_id: 1234\n---\nText.\n");
        await StartAsync($"feeds.ids={ids}", $"posts.format={format}");

        Assert.All(await Task.WhenAll(Formats.Select(FeedAsync)), feed => Assert.Equal([id], feed.Ids));
        // What is once known stays, whatever the setting says later.
        await StartAsync("feeds.ids=stable", $"posts.format={format}");
        Assert.Equal([id], (await FeedAsync()).Ids);
    }

    [Fact]
    public async Task Point_05_The_id_of_a_deleted_post_is_never_used_again()
    {
        var ids = new List<string>();
        for (var turn = 1; turn <= 4; turn++)
        {
            Post("2026-02-11-same-name.md", $"title: Life {turn}", $"Text {turn}.");
            if (turn == 1)
                await StartAsync();
            await UntilFeedHoldsAsync($"Life {turn}");
            ids.AddRange((await FeedAsync()).Ids);
            File.Delete(Folder["posts/2026-02-11-same-name.md"]);
            await UntilFeedAsync(feed => !feed.Contains("<entry", StringComparison.Ordinal), "the post to be gone");
            await StartAsync();
        }

        Assert.Equal(4, ids.Distinct().Count());
    }

    private void Change(string what)
    {
        var post = Folder["posts/2026-02-11-a.md"];
        if (what == "folder")
        {
            Directory.CreateDirectory(Folder["posts/deeper"]);
            File.Move(post, Folder["posts/deeper/2026-02-11-a.md"]);
        }
        else if (what == "format")
        {
            File.Delete(post);
            Folder.Write("posts/2026-02-11-a.markdown", "+++\ntitle = \"The post\"\ntags = [\"old\"]\n+++\n\nThe text of **the post**.\n");
        }
        else
        {
            File.WriteAllText(post, File.ReadAllText(post)
                .Replace("title: The post", what switch { "title" => "title: A new name", "permalink" => "title: The post\npermalink: /elsewhere/", _ => "title: The post" }, StringComparison.Ordinal)
                .Replace("[old]", what == "tag" ? "[new, newer]" : "[old]", StringComparison.Ordinal));
        }
    }

    private async Task SubscribeAsync(string email)
    {
        using var asked = await Publisher.PostAsync("/subscribe", ("email", email), ("cadence", "instant"));
        await Publisher.UntilAsync(() => new Outbox(Folder).To(email).Count == 1, "the mail that asks to confirm");
        using var confirmed = await Publisher.PostAsync(RunningPublisher.PathIn(new Outbox(Folder).To(email)[0].TextBody, "confirm"));
    }

    private async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = await Publisher.Database.OpenAsync(Cancel);
        return await connection.QueryAsync(sql, row => Convert.ToString(row.GetValue(0), CultureInfo.InvariantCulture)!, Cancel);
    }
}
