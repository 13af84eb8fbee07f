using System.Xml.Linq;
using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

public sealed class RssWriterTests
{
    private static readonly XNamespace s_atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace s_content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace s_dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace s_media = "http://search.yahoo.com/mrss/";

    [Fact]
    public void The_channel_has_one_self_link_and_its_metadata()
    {
        var channel = Reading.Rss(SomeFeed.With(SomeFeed.Entry()));
        var link = Assert.Single(channel.Elements(s_atom + "link"));
        Assert.Equal(SomeFeed.Self.AbsoluteUri, link.Attribute("href")!.Value);
        Assert.Equal("self", link.Attribute("rel")!.Value);
        Assert.Equal("https://example.org/blog/", channel.Element("link")!.Value);
        Assert.Equal("en", channel.Element("language")!.Value);
        Assert.Equal("© Ann", channel.Element("copyright")!.Value);
        Assert.Equal("Sun, 01 Mar 2026 12:00:00 GMT", channel.Element("lastBuildDate")!.Value);
    }

    [Fact]
    public void A_feed_without_description_says_its_title_and_without_language_says_none()
    {
        var channel = Reading.Rss(SomeFeed.With() with { Description = null, Language = "" });
        Assert.Equal("A blog", channel.Element("description")!.Value);
        Assert.Null(channel.Element("language"));
    }

    [Fact]
    public void Namespaces_are_declared_once_and_nothing_is_written_as_Atom()
    {
        string text = Reading.Text(FeedFormat.Rss, SomeFeed.Hostile());
        foreach (var ns in new[] { s_atom, s_content, s_dc, s_media })
            Assert.Equal(2, text.Split(ns.NamespaceName).Length);
        Assert.DoesNotContain("a10", text);
    }

    [Fact]
    public void A_guid_is_no_permalink_unless_it_is_the_link()
    {
        var entry = SomeFeed.Entry();
        Assert.Equal("false", PermaLink(entry));
        Assert.Equal("false", PermaLink(entry with { Id = "https://example.org/another" }));
        Assert.Equal("true", PermaLink(entry with { Id = entry.Url.AbsoluteUri }));
    }

    [Fact]
    public void The_summary_comes_before_the_content_and_shows_as_it_was_written()
    {
        var item = Item(SomeFeed.Entry(summary: "List<T> & <b>", html: "<p>]]></p>"));
        var names = item.Elements().Select(element => element.Name).ToList();
        Assert.InRange(names.IndexOf("description"), 0, names.IndexOf(s_content + "encoded"));
        Assert.Equal("List&lt;T&gt; &amp; &lt;b&gt;", item.Element("description")!.Value);
        Assert.Equal("<p>]]></p>", item.Element(s_content + "encoded")!.Value);
    }

    [Fact]
    public void An_entry_without_html_has_no_content() =>
        Assert.Null(Item(SomeFeed.Entry(html: null)).Element(s_content + "encoded"));

    [Fact]
    public void Authors_are_creators_and_an_entry_names_its_own_language()
    {
        var item = Item(SomeFeed.Entry() with { Authors = ["Ann", "Bob <b@example.org>"], Language = "ja" });
        Assert.Equal(["Ann", "Bob <b@example.org>"], item.Elements(s_dc + "creator").Select(creator => creator.Value));
        Assert.Equal("ja", item.Element(s_dc + "language")!.Value);
        Assert.Null(item.Element("author"));
    }

    [Fact]
    public void A_title_is_spelled_so_that_all_readers_read_it_alike()
    {
        string text = Reading.Text(FeedFormat.Rss, SomeFeed.With(SomeFeed.Entry("AT&T List<T> &nbsp;")));
        Assert.Contains("<title>AT&#x26;T List&#x3C;T&#x3E; &#x26;nbsp;</title>", text);
    }

    [Fact]
    public void An_image_is_media_content_and_thumbnail()
    {
        var item = Item(SomeFeed.Entry() with { Image = new("https://example.org/a b.png?x=1&y=2") });
        foreach (string name in new[] { "content", "thumbnail" })
            Assert.Equal("https://example.org/a%20b.png?x=1&y=2", item.Element(s_media + name)!.Attribute("url")!.Value);
    }

    [Fact]
    public void A_non_ASCII_address_is_encoded_once()
    {
        var item = Item(SomeFeed.Entry() with { Url = new("https://bücher.example/日本%E8%AA%9E") });
        Assert.Equal("https://xn--bcher-kva.example/%E6%97%A5%E6%9C%AC%E8%AA%9E", item.Element("link")!.Value);
    }

    private static XElement Item(Entry entry) => Reading.Rss(SomeFeed.With(entry)).Element("item")!;

    private static string PermaLink(Entry entry) => Item(entry).Element("guid")!.Attribute("isPermaLink")!.Value;
}
