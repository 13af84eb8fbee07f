using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

public sealed class JsonFeedWriterTests
{
    [Fact]
    public void The_feed_says_its_version_addresses_and_authors()
    {
        var feed = Reading.Json(SomeFeed.With(SomeFeed.Entry(), SomeFeed.Entry() with { Authors = ["Bob", "Ann"] }));
        Assert.Equal("https://jsonfeed.org/version/1.1", feed.GetProperty("version").GetString());
        Assert.Equal("https://example.org/blog/", feed.GetProperty("home_page_url").GetString());
        Assert.Equal(SomeFeed.Self.AbsoluteUri, feed.GetProperty("feed_url").GetString());
        Assert.Equal("en", feed.GetProperty("language").GetString());
        Assert.Equal("About things", feed.GetProperty("description").GetString());
        Assert.Equal(["Ann", "Bob"], feed.GetProperty("authors").EnumerateArray().Select(author => author.GetProperty("name").GetString()));
    }

    [Fact]
    public void An_item_has_all_that_the_entry_has()
    {
        var entry = SomeFeed.Entry() with { Language = "ja", Image = new("https://example.org/a.png") };
        var item = Reading.Json(SomeFeed.With(entry)).GetProperty("items")[0];
        string[] names = ["id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "language"];
        Assert.Equal(
            [entry.Id, entry.Url.AbsoluteUri, "A post", "<p>Text.</p>", "Text.", "https://example.org/a.png", "2026-02-28T12:00:00Z", "2026-03-01T12:00:00Z", "ja"],
            names.Select(name => item.GetProperty(name).GetString()));
        Assert.Equal("News", item.GetProperty("tags")[0].GetString());
        Assert.Equal("Ann", item.GetProperty("authors")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void An_item_without_html_has_its_summary_as_text()
    {
        var item = Reading.Json(SomeFeed.With(SomeFeed.Entry(html: null))).GetProperty("items")[0];
        Assert.Equal("Text.", item.GetProperty("content_text").GetString());
        Assert.False(item.TryGetProperty("content_html", out _));
    }

    [Fact]
    public void What_is_absent_is_left_out()
    {
        var entry = SomeFeed.Entry(summary: "") with { Authors = [], Categories = [] };
        var item = Reading.Json(SomeFeed.With(entry)).GetProperty("items")[0];
        foreach (string name in new[] { "summary", "image", "authors", "tags", "language" })
            Assert.False(item.TryGetProperty(name, out _), name);
    }

    [Fact]
    public void Characters_stand_for_themselves()
    {
        string text = Reading.Text(FeedFormat.Json, SomeFeed.With(SomeFeed.Entry("日本語 👩‍💻 <é> & 'x' \u00a0\u3000+")));
        Assert.Contains("\"title\": \"日本語 👩‍💻 <é> & 'x' \u00a0\u3000+\"", text);
    }
}
