using System.Net;
using AngleSharp.Html.Parser;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>Pages about feeds, for people who have none in their reader yet.</summary>
public sealed class FeedPageTests : WebTests
{
    protected override IReadOnlyList<string> Settings => ["feeds.topics=categories, tags"];

    protected override void Prepare() => Folder.Write("posts/2026-02-11-aws.md", Some.PostText("AWS"));

    [Fact]
    public async Task Every_feed_is_listed_with_its_address_and_every_link_leads_somewhere()
    {
        using var page = new HtmlParser().ParseDocument(await Publisher.GetAsync("/feeds/"));
        Assert.Equal(["https://blog.example/rss.xml", "https://blog.example/atom.xml", "https://blog.example/feed.json"], page.QuerySelectorAll(".feed-links code").Select(code => code.TextContent));
        Assert.Equal(["AI最新ニュース", "Google", "OpenAI"], page.QuerySelectorAll(".topics > li > a").Select(link => link.TextContent));
        foreach (var link in page.QuerySelectorAll("main a"))
        {
            using var response = await Publisher.Http.GetAsync(new Uri(link.GetAttribute("href")!).PathAndQuery);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_topic_has_a_page_with_its_posts_and_feeds_of_its_own_are_found_there()
    {
        using var page = new HtmlParser().ParseDocument(await Publisher.GetAsync("/tags/openai/"));
        Assert.Equal("OpenAI", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("AWS", page.QuerySelector("article h2")!.TextContent);
        var found = page.QuerySelectorAll("link[rel=alternate]").Select(link => link.GetAttribute("href")).ToList();
        Assert.Equal(["https://blog.example/tags/openai/rss.xml", "https://blog.example/tags/openai/atom.xml", "https://blog.example/tags/openai/feed.json", "https://blog.example/rss.xml"], found.Take(4));
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string? destination)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (destination is not null)
            request.Headers.Add("Sec-Fetch-Dest", destination);
        return await Publisher.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_post_leads_to_the_pages_of_its_topics()
    {
        using var home = new HtmlParser().ParseDocument(await Publisher.GetAsync("/"));
        var category = home.QuerySelector(".category a")!.GetAttribute("href")!;
        Assert.Equal("https://blog.example/categories/ai%E6%9C%80%E6%96%B0%E3%83%8B%E3%83%A5%E3%83%BC%E3%82%B9/", category);
        Assert.Contains("<h1>AI最新ニュース</h1>", await Publisher.GetAsync(new Uri(category).PathAndQuery));
    }

    [Theory]
    [InlineData("/rss.xml", "Feeds")]
    [InlineData("/tags/openai/atom.xml", "OpenAI")]
    public async Task A_feed_that_is_opened_in_a_browser_is_a_page_and_to_a_reader_a_feed(string path, string heading)
    {
        using var opened = await SendAsync(path, "document");
        Assert.Equal(("text/html", "no-store"), (opened.Content.Headers.ContentType!.MediaType, opened.Headers.CacheControl!.ToString()));
        Assert.Contains($"<h1>{heading}</h1>", await opened.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        foreach (var (address, destination) in new[] { (path, "empty"), (path, null), (path + "?raw", "document") })
        {
            using var read = await SendAsync(address, destination);
            Assert.EndsWith("+xml", read.Content.Headers.ContentType!.MediaType);
        }
    }

    [Theory]
    [InlineData("/feeds.opml", HttpStatusCode.OK)]
    [InlineData("/feed.css", HttpStatusCode.OK)]
    [InlineData("/feed", HttpStatusCode.MovedPermanently)]
    public async Task What_goes_with_feeds_is_shown_as_it_is(string path, HttpStatusCode status)
    {
        using var opened = await SendAsync(path, "document");
        Assert.Equal(status, opened.StatusCode);
    }

    [Theory]
    [InlineData("/tags/")]
    [InlineData("/tags/nothing/")]
    [InlineData("/authors/編集部/")]
    [InlineData("/archive/1./")]
    public async Task What_is_no_topic_has_no_page(string path)
    {
        using var response = await Publisher.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
