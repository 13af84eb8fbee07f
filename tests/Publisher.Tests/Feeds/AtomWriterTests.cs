using System.Xml.Linq;
using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

public sealed class AtomWriterTests
{
    private static readonly XNamespace s_atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public void The_feed_has_id_links_language_rights_and_generator()
    {
        var feed = Reading.Atom(SomeFeed.With(SomeFeed.Entry()));
        Assert.Equal("tag:example.org,2026:blog", feed.Element(s_atom + "id")!.Value);
        Assert.Equal("2026-03-01T12:00:00Z", feed.Element(s_atom + "updated")!.Value);
        Assert.Equal(SomeFeed.Self.AbsoluteUri, Link(feed, "self"));
        Assert.Equal("https://example.org/blog/", Link(feed, "alternate"));
        Assert.Equal("en", feed.Attribute(XNamespace.Xml + "lang")!.Value);
        Assert.Equal("© Ann", feed.Element(s_atom + "rights")!.Value);
        Assert.Equal("About things", feed.Element(s_atom + "subtitle")!.Value);
        Assert.NotEqual("", feed.Element(s_atom + "generator")!.Value);
    }

    [Fact]
    public void An_entry_has_its_own_author_dates_link_summary_and_content()
    {
        var entry = Entry(SomeFeed.Entry() with { Language = "ja" });
        Assert.Equal("Ann", entry.Element(s_atom + "author")!.Element(s_atom + "name")!.Value);
        Assert.Equal("2026-02-28T12:00:00Z", entry.Element(s_atom + "published")!.Value);
        Assert.Equal("2026-03-01T12:00:00Z", entry.Element(s_atom + "updated")!.Value);
        Assert.Equal("https://example.org/blog/a-post/", Link(entry, "alternate"));
        Assert.Equal("text", entry.Element(s_atom + "summary")!.Attribute("type")!.Value);
        Assert.Equal("html", entry.Element(s_atom + "content")!.Attribute("type")!.Value);
        Assert.Equal("News", entry.Element(s_atom + "category")!.Attribute("term")!.Value);
        Assert.Equal("ja", entry.Attribute(XNamespace.Xml + "lang")!.Value);
    }

    [Fact]
    public void An_entry_that_names_no_author_has_the_feeds_title_for_one()
    {
        var entry = Entry(SomeFeed.Entry() with { Authors = [" "] });
        Assert.Equal("A blog", Assert.Single(entry.Elements(s_atom + "author")).Element(s_atom + "name")!.Value);
    }

    [Fact]
    public void An_entry_without_html_has_a_summary_alone()
    {
        var entry = Entry(SomeFeed.Entry(html: null));
        Assert.Null(entry.Element(s_atom + "content"));
        Assert.Equal("Text.", entry.Element(s_atom + "summary")!.Value);
    }

    private static XElement Entry(Entry entry) => Reading.Atom(SomeFeed.With(entry)).Element(s_atom + "entry")!;

    private static string Link(XElement parent, string rel) =>
        Assert.Single(parent.Elements(s_atom + "link"), link => link.Attribute("rel")!.Value == rel).Attribute("href")!.Value;
}
