using System.Xml.Linq;
using Publisher.Feeds;
using Publisher.Posts;

namespace Publisher.Tests.Feeds;

/// <summary>What goes beyond text: files, pictures, chains of documents, entries that are gone.</summary>
public sealed class FeedExtrasTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace History = "http://purl.org/syndication/history/1.0";
    private static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";

    private static readonly Enclosure Episode = new(new("https://example.org/blog/épisode 1.mp3"), 4321, "audio/mpeg", new TimeSpan(1, 2, 3));

    [Fact]
    public void An_episode_stands_in_every_format_with_its_length_and_type()
    {
        var feed = SomeFeed.With(SomeFeed.Entry() with { Enclosures = [Episode], Image = new("https://example.org/a.png") }) with { Podcast = new("Ann", "Technology", false), Icon = new("https://example.org/icon.png") };
        var item = Reading.Rss(feed).Element("item")!;
        const string address = "https://example.org/blog/%C3%A9pisode%201.mp3";
        Assert.Equal([address, "4321", "audio/mpeg"], item.Element("enclosure")!.Attributes().Select(attribute => attribute.Value));
        Assert.Equal("audio", item.Elements(Media + "content").Last().Attribute("medium")!.Value);
        Assert.Equal("3723", item.Element(Itunes + "duration")!.Value);
        Assert.Equal("https://example.org/a.png", item.Element(Itunes + "image")!.Attribute("href")!.Value);
        var channel = Reading.Rss(feed);
        Assert.Equal(("Ann", "false", "Technology", "https://example.org/icon.png"), (channel.Element(Itunes + "author")!.Value, channel.Element(Itunes + "explicit")!.Value, channel.Element(Itunes + "category")!.Attribute("text")!.Value, channel.Element(Itunes + "image")!.Attribute("href")!.Value));

        var link = Reading.Atom(feed).Element(Atom + "entry")!.Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == "enclosure");
        Assert.Equal((address, "4321", "audio/mpeg"), (link.Attribute("href")!.Value, link.Attribute("length")!.Value, link.Attribute("type")!.Value));

        var attachment = Assert.Single(Reading.Json(feed).GetProperty("items")[0].GetProperty("attachments").EnumerateArray());
        Assert.Equal((address, "audio/mpeg", 4321, 3723), (attachment.GetProperty("url").GetString(), attachment.GetProperty("mime_type").GetString(), attachment.GetProperty("size_in_bytes").GetInt32(), attachment.GetProperty("duration_in_seconds").GetInt32()));
    }

    [Fact]
    public void A_length_that_nobody_knows_is_zero_and_a_type_is_always_there()
    {
        var feed = SomeFeed.With(SomeFeed.Entry() with { Enclosures = [new(new("https://example.org/file"), null, null, null)] });
        Assert.Equal(["https://example.org/file", "0", "application/octet-stream"], Reading.Rss(feed).Element("item")!.Element("enclosure")!.Attributes().Select(attribute => attribute.Value));
        Assert.Equal("0", Reading.Atom(feed).Element(Atom + "entry")!.Elements(Atom + "link").Last().Attribute("length")!.Value);
        Assert.False(Reading.Json(feed).GetProperty("items")[0].GetProperty("attachments")[0].TryGetProperty("size_in_bytes", out _));
        Assert.DoesNotContain("itunes", Reading.Text(FeedFormat.Rss, feed));
    }

    [Fact]
    public void A_category_says_where_the_names_of_its_kind_are()
    {
        var feed = SomeFeed.With(SomeFeed.Entry() with { Categories = [new("News", new("https://example.org/blog/categories/"))] });
        Assert.Equal(("News", "https://example.org/blog/categories/"), (Reading.Rss(feed).Element("item")!.Element("category")!.Value, Reading.Rss(feed).Element("item")!.Element("category")!.Attribute("domain")!.Value));
        var category = Reading.Atom(feed).Element(Atom + "entry")!.Element(Atom + "category")!;
        Assert.Equal(("News", "https://example.org/blog/categories/"), (category.Attribute("term")!.Value, category.Attribute("scheme")!.Value));
    }

    [Fact]
    public void An_archive_document_leads_to_the_feed_and_to_older_posts()
    {
        var feed = SomeFeed.With(SomeFeed.Entry()) with { IsArchive = true, Older = "archive/6." };
        foreach (var (xml, name) in new[] { (Reading.Atom(feed), "atom.xml"), (Reading.Rss(feed), "rss.xml") })
        {
            var links = xml.Elements(Atom + "link").ToDictionary(link => link.Attribute("rel")!.Value, link => link.Attribute("href")!.Value);
            Assert.Equal($"https://example.org/blog/{name}", links["current"]);
            Assert.Equal($"https://example.org/blog/archive/6.{name}", links["prev-archive"]);
            Assert.NotNull(xml.Element(History + "archive"));
            Assert.Null(xml.Element("ttl"));
        }

        Assert.Equal("https://example.org/blog/archive/6.feed.json", Reading.Json(feed).GetProperty("next_url").GetString());
        Assert.False(Reading.Json(feed with { Older = null }).TryGetProperty("next_url", out _));
    }

    [Fact]
    public void An_entry_that_is_gone_is_named_to_readers_of_Atom()
    {
        XNamespace at = "http://purl.org/atompub/tombstones/1.0";
        var feed = SomeFeed.With() with { Tombstones = [new("tag:example.org,2026:gone", SomeFeed.Noon)] };
        var tombstone = Assert.Single(Reading.Atom(feed).Elements(at + "deleted-entry"));
        Assert.Equal(("tag:example.org,2026:gone", "2026-03-01T12:00:00Z"), (tombstone.Attribute("ref")!.Value, tombstone.Attribute("when")!.Value));
        Assert.DoesNotContain("tombstones", Reading.Text(FeedFormat.Atom, SomeFeed.With()));
    }

    [Fact]
    public void A_feed_shows_the_picture_of_its_site()
    {
        var feed = SomeFeed.With() with { Icon = new("https://example.org/icon.png") };
        Assert.Equal("https://example.org/icon.png", Reading.Rss(feed).Element("image")!.Element("url")!.Value);
        Assert.Equal("https://example.org/icon.png", Reading.Atom(feed).Element(Atom + "icon")!.Value);
        Assert.Equal("https://example.org/icon.png", Reading.Json(feed).GetProperty("icon").GetString());
    }

    [Fact]
    public void What_a_link_blog_speaks_of_is_named()
    {
        var feed = SomeFeed.With(SomeFeed.Entry() with { External = new("https://elsewhere.example/") });
        Assert.Equal("https://elsewhere.example/", Reading.Atom(feed).Element(Atom + "entry")!.Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == "related").Attribute("href")!.Value);
        Assert.Equal("https://elsewhere.example/", Reading.Json(feed).GetProperty("items")[0].GetProperty("external_url").GetString());
    }

    [Fact]
    public void How_often_to_look_is_said_as_caches_are_told()
    {
        var channel = Reading.Rss(SomeFeed.With());
        XNamespace sy = "http://purl.org/rss/1.0/modules/syndication/";
        Assert.Equal(FeedAge.CacheControl, $"public, max-age={60 * int.Parse(channel.Element("ttl")!.Value, System.Globalization.CultureInfo.InvariantCulture)}");
        Assert.Equal(("hourly", "12"), (channel.Element(sy + "updatePeriod")!.Value, channel.Element(sy + "updateFrequency")!.Value));
    }
}
