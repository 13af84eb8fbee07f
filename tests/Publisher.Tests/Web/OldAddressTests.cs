using System.Net;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>Addresses that posts had once: they lead on, or say that the post is gone.</summary>
public sealed class OldAddressTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_post_that_gets_another_address_is_found_under_the_old_one_and_is_the_same_post()
    {
        using var folder = new TemporaryFolder();
        folder.Write("posts/2026-02-11-a.md", Some.PostText(more: "permalink: /古い/"));
        await using (var first = await RunningPublisher.StartAsync(folder, Now, "posts.format=jekyll"))
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(first, "/古い/"));
        }

        var before = Ids(folder);
        folder.Write("posts/2026-02-11-a.md", Some.PostText(more: "permalink: /new/"));
        await using var publisher = await RunningPublisher.StartAsync(folder, Now, "posts.format=jekyll", "site.url=https://moved.example/base/");
        using var response = await publisher.Http.GetAsync("/古い/", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.MovedPermanently, "/base/new/"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Equal(before, Ids(folder));
    }

    [Fact]
    public async Task A_post_that_is_taken_away_is_gone_and_what_never_was_is_not_found()
    {
        using var folder = new TemporaryFolder();
        folder.Write("posts/2026-02-11-a.md", Some.PostText(more: "permalink: /a/"));
        folder.Write("posts/2026-02-11-b.md", Some.PostText(more: "permalink: /b/"));
        await using var publisher = await RunningPublisher.StartAsync(folder, Now, "posts.format=jekyll");
        File.Delete(folder["posts/2026-02-11-a.md"]);
        await publisher.UntilAsync(async () => await StatusAsync(publisher, "/a/") == HttpStatusCode.Gone, "the post to be gone");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(publisher, "/never/"));
        Assert.Contains("This post is gone", await publisher.GetAsync("/a/"));
        await publisher.UntilAsync(async () => !(await publisher.GetAsync("/atom.xml")).Contains("https://blog.example/a/", StringComparison.Ordinal), "the feed without it");

        // Another post may take the place.
        folder.Write("posts/2026-02-12-c.md", Some.PostText("Another", more: "permalink: /a/", body: "Another text."));
        await publisher.UntilAsync(async () => await StatusAsync(publisher, "/a/") == HttpStatusCode.OK, "the other post");
    }

    private static string Ids(TemporaryFolder folder) => string.Join('\n', File.ReadLines(folder["public/atom.xml"]).Where(line => line.Contains("<id>", StringComparison.Ordinal)));

    private static async Task<HttpStatusCode> StatusAsync(RunningPublisher publisher, string path)
    {
        using var response = await publisher.Http.GetAsync(path);
        return response.StatusCode;
    }
}
