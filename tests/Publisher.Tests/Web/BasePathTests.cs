using System.Net;
using System.Text.RegularExpressions;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>A blog below a path of its server, behind a proxy that passes the path on or takes it away.</summary>
public sealed partial class BasePathTests : WebTests
{
    protected override IReadOnlyList<string> Settings => ["site.url=https://blog.example/diary/", "posts.permalink=/:title:output_ext"];

    protected override void Prepare() => Folder.Write("posts/2026-02-11-aws.md", Some.PostText("AWS"));

    [Theory]
    [InlineData("/diary")]
    [InlineData("")]
    public async Task Everything_is_there(string prefix)
    {
        foreach (var path in new[] { "/", "/aws.html", "/subscribe", "/rss.xml", "/health/live" })
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(prefix + path)).Status);
        Assert.Equal("/diary/rss.xml", (await GetAsync(prefix + "/feed"))["Location"]);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(prefix + "/nothing.html")).Status);
    }

    [Theory]
    [InlineData("/diary")]
    [InlineData("")]
    public async Task Links_and_forms_stay_below_the_path(string prefix)
    {
        var confirm = await ConfirmPathAsync("reader@example.com");
        var confirming = await GetAsync(prefix + confirm);
        var confirmed = await PostAsync(prefix + confirm);
        var preferences = await GetAsync(prefix + RunningPublisher.PathIn(confirmed.Text, "preferences"));
        var unsubscribe = await GetAsync(prefix + RunningPublisher.PathIn(preferences.Text, "unsubscribe"));
        var pages = new[] { await GetAsync(prefix + "/"), await GetAsync(prefix + "/aws.html"), await GetAsync(prefix + "/nothing"), confirming, confirmed, preferences, unsubscribe };

        Assert.Contains($"action=\"/diary{confirm}\"", confirming.Text, StringComparison.Ordinal);
        Assert.All(pages.SelectMany(page => Address().Matches(page.Text)), match => Assert.Matches("^(https://blog.example)?/diary/|^#", match.Groups["to"].Value));
    }

    [GeneratedRegex("(href|action)=\"(?<to>[^\"]*)\"")]
    private static partial Regex Address();
}
