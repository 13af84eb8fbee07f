using System.Net;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

public sealed class HealthTests : WebTests
{
    protected override void Prepare() => Folder.Write("posts/2026-02-11-aws.md", Some.PostText("AWS"));

    [Fact]
    public async Task Without_its_posts_the_service_lives_but_is_not_ready_until_they_are_back()
    {
        Assert.Equal((HttpStatusCode.OK, "{\"status\":\"ready\",\"problems\":[]}"), await ReadyAsync());

        Directory.Move(Folder["posts"], Folder["away"]);
        await Publisher.UntilAsync(async () => (await ReadyAsync()).Status == HttpStatusCode.ServiceUnavailable, "the folder to be missed");
        Assert.Contains("posts folder", (await ReadyAsync()).Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "{\"status\":\"live\"}"), await AskAsync("/health/live"));
        Assert.Contains("AWS", (await GetAsync("/rss.xml")).Text, StringComparison.Ordinal);

        Directory.Move(Folder["away"], Folder["posts"]);
        await Publisher.UntilAsync(async () => (await ReadyAsync()).Status == HttpStatusCode.OK, "the folder to be found again");
    }

    [Fact]
    public async Task Without_its_database_the_service_is_not_ready()
    {
        await ExecuteAsync("alter table migrations rename to away");

        var (status, text) = await ReadyAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("the database does not answer", text, StringComparison.Ordinal);
    }

    private Task<(HttpStatusCode Status, string Text)> ReadyAsync() => AskAsync("/health/ready");

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.Equal(("no-store", "application/json; charset=utf-8"), (answer["Cache-Control"], answer["Content-Type"]));
        return (answer.Status, answer.Text);
    }
}
