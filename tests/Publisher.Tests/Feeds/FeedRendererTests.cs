using System.Text;
using System.Text.Json;
using System.Xml;
using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

public sealed class FeedRendererTests
{
    public static TheoryData<string> Names => [.. FeedFormats.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_feed_that_cannot_be_rendered_names_itself_and_the_entry(string name)
    {
        var bad = SomeFeed.Entry("Bad post") with { Id = "tag:bad", Url = new("/relative", UriKind.Relative) };
        var fault = Assert.Throws<FeedException>(() => Render(SomeFeed.With(SomeFeed.Entry(), bad), name));
        Assert.Contains("\"A blog\"", fault.Message);
        Assert.Contains("\"Bad post\" (tag:bad)", fault.Message);
        Assert.Equal("tag:bad", fault.EntryId);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fault_of_the_feed_itself_accuses_no_entry(string name)
    {
        var feed = SomeFeed.With(SomeFeed.Entry()) with { SiteUrl = new("/relative", UriKind.Relative) };
        var fault = Assert.Throws<FeedException>(() => Render(feed, name));
        Assert.Contains("\"A blog\"", fault.Message);
        Assert.Null(fault.EntryId);
    }

    [Theory]
    [InlineData("https://example.org/blog")]
    [InlineData("https://example.org/blog/")]
    public void The_self_link_is_below_the_site_unless_another_is_given(string site)
    {
        var feed = SomeFeed.With() with { SiteUrl = new(site) };
        string text = Encoding.UTF8.GetString(FeedRenderer.Render(feed, FeedFormats.Of(FeedFormat.Json)));
        Assert.Contains("\"feed_url\": \"https://example.org/blog/feed.json\"", text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_blog_has_a_valid_and_stable_feed(string name)
    {
        var feed = SomeFeed.With() with { Updated = DateTimeOffset.MinValue };
        byte[] first = Render(feed, name);
        Assert.Equal(first, Render(feed, name));
        Assert.DoesNotContain("20", Encoding.UTF8.GetString(first).Replace("2005", "").Replace("2026:blog", "").Replace("2.0", ""));
    }

    [Theory]
    [InlineData("<a>\u0001</a>")]
    [InlineData("<a>&#1;</a>")]
    [InlineData("<a><b></a>")]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<a/><a/>")]
    [InlineData("")]
    public void Broken_XML_is_never_published(string xml) =>
        Assert.ThrowsAny<XmlException>(() => FeedRenderer.CheckXml(new MemoryStream(Encoding.UTF8.GetBytes(xml))));

    [Theory]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{\"a\":\"\u0001\"}")]
    public void Broken_JSON_is_never_published(string json) =>
        Assert.ThrowsAny<JsonException>(() => FeedRenderer.CheckJson(new MemoryStream(Encoding.UTF8.GetBytes(json))));

    private static byte[] Render(Feed feed, string name) => FeedRenderer.Render(feed, FeedFormats.All.Single(file => file.Name == name));
}
