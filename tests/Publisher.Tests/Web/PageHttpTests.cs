using System.Net;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>Posts at their addresses, what lies beside them, and what must never be served.</summary>
public sealed class PageHttpTests : WebTests
{
    private const string Secret = "no reader's business";
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3, 4];

    public static TheoryData<string> Hidden { get; } =
    [
        "/../secret.png",
        "/%2e%2e/secret.png",
        "/%2E%2E%2Fsecret.png",
        "/..%2fsecret.png",
        "/pictures/../../secret.png",
        "/pictures/%2e%2e/%2e%2e/secret.png",
        "/..\\secret.png",
        "/..%5csecret.png",
        "/%252e%252e/secret.png",
        "//secret.png",
        "/.git/config",
        "/.git/logo.png",
        "/%2egit/logo.png",
        "/.hidden.png",
        "/2026-02-11-aws.md",
        "/posts/2026-02-11-aws.md",
        "/posts.md",
        "/link.png",
        "/linked/secret.png",
        "/_config.yml",
        "/publisher.db",
        "/pictures/",
        "/pictures",
        "/picture.png%00.md",
        "/picture.png/",
        "/nothing",
        "/nothing.html",
        "/%",
        "/%zz",
    ];

    protected override IReadOnlyList<string> Settings => ["posts.permalink=/:year/:month/:title:output_ext"];

    protected override void Prepare()
    {
        Folder.Write("posts/2026-02-11-aws.md", Some.PostText("AWS", body: "![A picture](pictures/one.png)\n"));
        Folder.Write("posts/2026-02-12-日本語の記事.md", Some.PostText("日本語の記事", "2026-02-12", "redirect_from: [/old/, /古い記事.html, 'https://blog.example/2020/x', a name]"));
        Folder.Write("posts/2026-02-12-draft.md", Some.PostText("Unseen", "2026-02-12", "published: false\nredirect_from: /unseen/"));
        Folder.Write("posts/.git/config", Secret);
        Folder.Write("posts/_config.yml", $"title: {Secret}\n");
        foreach (var name in new[] { "posts/pictures/one.png", "posts/pictures/写真 1.png" })
            File.WriteAllBytes(Folder.Write(name, ""), Picture);
        foreach (var name in new[] { "posts/.git/logo.png", "posts/.hidden.png", "secret.png", "outside/secret.png" })
            Folder.Write(name, Secret);
        File.CreateSymbolicLink(Folder["posts/link.png"], Folder["secret.png"]);
        Directory.CreateSymbolicLink(Folder["posts/linked"], Folder["outside"]);
    }

    [Theory]
    [InlineData("/2026/02/aws.html", "AWS")]
    [InlineData("/2026/02/aws.html/", "AWS")]
    [InlineData("/2026/02/aws.html?utm_source=mail", "AWS")]
    [InlineData("/2026/02/日本語の記事.html", "日本語の記事")]
    [InlineData("/2026/02/%E6%97%A5%E6%9C%AC%E8%AA%9E%E3%81%AE%E8%A8%98%E4%BA%8B.html", "日本語の記事")]
    [InlineData("/2026/02/%e6%97%a5%e6%9c%ac%e8%aa%9e%e3%81%ae%e8%a8%98%e4%ba%8b.html/", "日本語の記事")]
    public async Task A_post_is_at_its_address(string path, string title)
    {
        var page = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("text/html; charset=utf-8", page["Content-Type"]);
        Assert.Contains($"<h1>{title}</h1>", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/old")]
    [InlineData("/old/?utm_source=mail")]
    [InlineData("/%E5%8F%A4%E3%81%84%E8%A8%98%E4%BA%8B.html")]
    [InlineData("/2020/x")]
    public async Task An_old_address_leads_to_the_post(string path)
    {
        var answer = await GetAsync(path);

        Assert.Equal((HttpStatusCode.MovedPermanently, "/2026/02/%E6%97%A5%E6%9C%AC%E8%AA%9E%E3%81%AE%E8%A8%98%E4%BA%8B.html"), (answer.Status, answer["Location"]));
    }

    [Theory]
    [InlineData("/a name")]
    [InlineData("/unseen/")]
    public async Task A_name_or_a_draft_leads_nowhere(string path) => Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(path)).Status);

    [Theory]
    [InlineData("/")]
    [InlineData("/2026/02/aws.html")]
    [InlineData("/pictures/one.png")]
    [InlineData("/nothing")]
    [InlineData("/subscribe")]
    [InlineData("/confirm/none")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task HEAD_says_what_GET_says_without_the_body(string path)
    {
        var (get, head) = (await GetAsync(path), await HeadAsync(path));

        Assert.Equal(get.Status, head.Status);
        Assert.Equal(get["Content-Type"], head["Content-Type"]);
        Assert.Equal(get.Bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), head["Content-Length"]);
        Assert.Empty(head.Bytes);
    }

    [Theory]
    [InlineData("/", "GET, HEAD")]
    [InlineData("/2026/02/aws.html", "GET, HEAD")]
    [InlineData("/pictures/one.png", "GET, HEAD")]
    [InlineData("/health/live", "GET, HEAD")]
    [InlineData("/health/ready", "GET, HEAD")]
    public async Task A_page_that_only_shows_takes_nothing(string path, string allowed)
    {
        foreach (var method in new[] { "POST", "PUT", "DELETE", "PATCH" })
        {
            var answer = await SendAsync(new(method), path);
            Assert.Equal((HttpStatusCode.MethodNotAllowed, allowed), (answer.Status, answer["Allow"]));
        }
    }

    [Theory]
    [InlineData("/subscribe", "GET, HEAD, OPTIONS, POST")]
    [InlineData("/confirm/none", "GET, HEAD, POST")]
    [InlineData("/preferences/none", "GET, HEAD, POST")]
    [InlineData("/unsubscribe/none", "GET, HEAD, POST")]
    [InlineData("/reader/address/none", "GET, HEAD, POST")]
    [InlineData("/reader/erase/none", "GET, HEAD, POST")]
    [InlineData("/reader/data/none", "GET, HEAD")]
    public async Task A_readers_page_is_shown_and_sent_and_nothing_else(string path, string allowed)
    {
        var answer = await SendAsync(HttpMethod.Delete, path);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, allowed), (answer.Status, answer["Allow"]));
    }

    [Theory]
    [InlineData("/pictures/one.png")]
    [InlineData("/pictures/写真 1.png")]
    [InlineData("/pictures/%E5%86%99%E7%9C%9F%201.png")]
    public async Task A_picture_beside_a_post_is_served_as_what_it_is(string path)
    {
        var picture = await GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, "image/png"), (picture.Status, picture["Content-Type"]));
        Assert.Equal(Picture, picture.Bytes);
    }

    [Fact]
    public async Task The_page_of_a_post_leads_to_its_picture() =>
        Assert.Contains("src=\"https://blog.example/pictures/one.png\"", (await GetAsync("/2026/02/aws.html")).Text, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task What_is_not_published_is_not_served(string target)
    {
        var raw = await Wire.GetAsync(Server, target);

        Assert.Matches("^HTTP/1.1 40[04] ", raw);
        Assert.DoesNotContain(Secret, raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_address_is_a_page_that_says_so_in_the_readers_language()
    {
        var (english, japanese) = (await GetAsync("/nothing.html"), await GetAsync("/2026/02/draft.html", ("Accept-Language", "xx, ja-JP;q=0.8, en;q=0.5")));

        Assert.Equal((HttpStatusCode.NotFound, "text/html; charset=utf-8"), (english.Status, english["Content-Type"]));
        Assert.Contains("<h1>Page not found</h1>", english.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, japanese.Status);
        Assert.Contains("<h1>ページが見つかりません</h1>", japanese.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_is_refused_is_not_spoken() =>
        Assert.Contains("Page not found", (await GetAsync("/nothing", ("Accept-Language", "fr, ja;q=0"))).Text, StringComparison.Ordinal);
}
