using System.Net;
using System.Text.Json;
using Publisher.Tests.Support;
using Publisher.Tests.Web;

namespace Publisher.Tests.WebSub;

public sealed class HubHeaderTests : WebTests
{
    protected override IReadOnlyList<string> Settings => ["feeds.webSub=own", "site.url=https://blog.example/base/", "feeds.complete=true"];

    protected override void Prepare() => Folder.Write("posts/2026-02-11-post.md", Some.PostText());

    [Theory]
    [InlineData("rss.xml")]
    [InlineData("atom.xml")]
    [InlineData("feed.json")]
    [InlineData("complete/atom.xml")]
    public async Task Every_answer_of_a_feed_names_the_hub_and_the_feed_itself(string name)
    {
        var link = $"<https://blog.example/base/hub>; rel=\"hub\", <https://blog.example/base/{name}>; rel=\"self\"";
        var feed = await GetAsync("/" + name);
        var same = await GetAsync("/" + name, ("If-None-Match", feed["ETag"]!));

        Assert.Equal(link, feed["Link"]);
        Assert.Equal(link, (await HeadAsync("/" + name))["Link"]);
        Assert.Equal((HttpStatusCode.NotModified, link), (same.Status, same["Link"]));
        Assert.Contains("https://blog.example/base/hub", feed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_Feed_names_the_hub() =>
        Assert.Equal("https://blog.example/base/hub", JsonDocument.Parse((await GetAsync("/feed.json")).Bytes).RootElement.GetProperty("hubs")[0].GetProperty("url").GetString());

    [Fact]
    public async Task The_hub_is_asked_by_POST_alone() => Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/hub")).Status);
}

public sealed class WithoutHubTests : WebTests
{
    [Fact]
    public async Task Without_a_hub_no_answer_names_one_and_none_is_there()
    {
        var feed = await GetAsync("/atom.xml");
        var asked = await PostAsync("/hub", ("hub.mode", "subscribe"));

        Assert.Equal(HttpStatusCode.OK, feed.Status);
        Assert.Null(feed["Link"]);
        Assert.Contains(asked.Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
    }
}
