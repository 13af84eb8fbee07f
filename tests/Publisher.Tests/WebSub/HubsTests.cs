using Microsoft.Extensions.Primitives;
using Publisher.WebSub;

namespace Publisher.Tests.WebSub;

/// <summary>Which hubs the settings name, and how an answer names them.</summary>
public sealed class HubsTests
{
    private static readonly Uri Self = new("https://blog.example/atom.xml");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("own")]
    [InlineData("Own")]
    [InlineData("https://hub.example.com/")]
    [InlineData("http://hub.example.com:8080/publish?a=b")]
    public void A_setting_names_a_hub_or_none(string entry) => Assert.Null(Hubs.Fault(entry, 0));

    [Theory]
    [InlineData("yes")]
    [InlineData("hub.example.com")]
    [InlineData("/hub")]
    [InlineData("ftp://hub.example.com/")]
    [InlineData("https://me:word@hub.example.com/")]
    [InlineData("https://hub.example.com/#part")]
    [InlineData("https://\u200d.example/")]
    public void What_is_no_hub_is_said_with_what_would_be_one(string entry) => Assert.Contains("give own", Hubs.Fault(entry, 0), StringComparison.Ordinal);

    [Fact]
    public void There_are_ten_hubs_at_most() => Assert.Contains("more than 10", Hubs.Fault("https://hub.example.com/", 10), StringComparison.Ordinal);

    [Fact]
    public void The_header_names_each_hub_and_the_feed_itself() => Assert.Equal(
        "<https://a.example/>; rel=\"hub\", <https://b.example/hub?x=1>; rel=\"hub\", <https://blog.example/atom.xml>; rel=\"self\"",
        HubLinks.Header(Self, [new("https://a.example/"), new("https://b.example/hub?x=1")]));

    [Fact]
    public void Without_a_hub_there_is_no_header() => Assert.Equal(StringValues.Empty, HubLinks.Header(Self, []));

    [Fact]
    public void The_header_is_in_ascii_whatever_the_address_holds() =>
        Assert.All(HubLinks.Header(new("https://blog.example/フィード>.xml"), [new("https://a.example/ハブ\"")]).ToString(), character => Assert.InRange(character, ' ', '~'));
}
