using System.Xml.Linq;
using Publisher.Feeds;
using Publisher.Tests.Feeds;

namespace Publisher.Tests.WebSub;

/// <summary>The links to hubs in the three formats.</summary>
public sealed class HubsInFeedsTests
{
    private static readonly XNamespace Atom = FeedXml.Atom;
    private static readonly Uri[] Two = [new("https://a.example/"), new("https://bücher.example/hub?x=1&y=2")];
    private static readonly string[] Written = ["https://a.example/", "https://xn--bcher-kva.example/hub?x=1&y=2"];

    private static Feed Feed => SomeFeed.With(SomeFeed.Entry()) with { Hubs = Two };

    [Fact]
    public void An_Atom_feed_links_to_each_hub() => Assert.Equal(Written, Links(Reading.Atom(Feed)));

    [Fact]
    public void An_RSS_channel_links_to_each_hub_beside_itself()
    {
        Assert.Equal(Written, Links(Reading.Rss(Feed)));
        Assert.Single(Reading.Rss(Feed).Elements(Atom + "link"), link => link.Attribute("rel")!.Value == "self");
    }

    [Fact]
    public void A_JSON_feed_lists_each_hub_with_its_type()
    {
        var hubs = Reading.Json(Feed).GetProperty("hubs").EnumerateArray().ToList();
        Assert.Equal(Written, hubs.Select(hub => hub.GetProperty("url").GetString()));
        Assert.All(hubs, hub => Assert.Equal("WebSub", hub.GetProperty("type").GetString()));
    }

    [Fact]
    public void Without_hubs_nothing_is_said_of_them() =>
        Assert.All(Enum.GetValues<FeedFormat>(), format => Assert.DoesNotContain("hub", Reading.Text(format, SomeFeed.With(SomeFeed.Entry())), StringComparison.Ordinal));

    private static IEnumerable<string> Links(XElement parent) =>
        parent.Elements(Atom + "link").Where(link => link.Attribute("rel")!.Value == "hub").Select(link => link.Attribute("href")!.Value);
}
