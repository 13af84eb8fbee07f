using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Feeds;
using Publisher.Feeds.Hosting;
using Publisher.Posts;
using Publisher.Tests.Feeds;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>Nginx and Caddy with the printed configuration answer as the service does.</summary>
public sealed class StaticHostTests : WebTests
{
    // Without Content-Length, which Caddy leaves out where it sends what is compressed; the bytes are compared instead.
    private static readonly string[] Compared =
    [
        "Content-Type", "Content-Encoding", "Cache-Control", "Vary", "Last-Modified", "X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy",
        "Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Location",
    ];

    protected override IReadOnlyList<string> Settings => ["site.url=https://blog.example/diary/", "posts.permalink=/:title:output_ext", "feeds.complete=true"];

    public static TheoryData<string> Hosts => ["nginx", "caddy"];

    protected override void Prepare()
    {
        Folder.Write("posts/2026-02-11-aws.md", Some.PostText("AWS", more: "redirect_from: [/old/aws.html, /昔/]", body: string.Join(' ', Enumerable.Repeat("word", 2000))));
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task It_answers_as_the_service_does(string program)
    {
        StaticHost.Require(program);
        using var host = await StartAsync(program, Site());
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        string[] codings = program == "nginx" && !StaticHost.HasBrotli ? ["", "gzip", "identity"] : ["", "gzip", "br", "gzip, deflate, br", "identity"];
        foreach (var path in new[] { "rss.xml", "atom.xml?x=y", "feed.json", "complete/rss.xml" })
        {
            foreach (var coding in codings)
                await SameAsync(client, HttpMethod.Get, path, ("Accept-Encoding", coding));
            await SameAsync(client, HttpMethod.Head, path, ("Accept-Encoding", "gzip"));
            await SameAsync(client, HttpMethod.Get, path, ("Range", "bytes=0-1"));
            await SameAsync(client, HttpMethod.Get, path, ("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"));
        }

        foreach (var path in new[] { "feed", "feed.xml", "rss", "index.xml", "atom", "old/aws.html", "%E6%98%94/", "%E6%98%94" })
            await SameAsync(client, HttpMethod.Get, path);
        var allowed = await SendAsync(client, HttpMethod.Options, "rss.xml");
        var refused = await SendAsync(client, HttpMethod.Post, "rss.xml");
        Assert.Equal((HttpStatusCode.NoContent, "*"), (allowed.Status, allowed["Access-Control-Allow-Origin"]));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, FeedHeaders.Methods), (refused.Status, refused["Allow"]));
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Its_own_tag_brings_304_with_what_caches_want(string program)
    {
        StaticHost.Require(program);
        using var host = await StartAsync(program, Site());
        using var client = new HttpClient { BaseAddress = host.Address };
        var feed = await SendAsync(client, HttpMethod.Get, "rss.xml", ("Accept-Encoding", "gzip"));
        var known = await SendAsync(client, HttpMethod.Get, "rss.xml", ("Accept-Encoding", "gzip"), ("If-None-Match", feed["ETag"]!));

        Assert.Equal((HttpStatusCode.NotModified, feed["ETag"]), (known.Status, known["ETag"]));
        Assert.Equal((FeedHeaders.CacheControl, FeedHeaders.Vary), (known["Cache-Control"], known["Vary"]));
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Old_paths_lead_on_whatever_they_are_made_of(string program)
    {
        StaticHost.Require(program);
        foreach (var basePath in new[] { "/", "/diary/" })
        {
            var site = SomeSite.Below(basePath, Folder["public"]);
            using var host = await StartAsync(program, site);
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
            foreach (var move in site.Moves)
            {
                var answer = await SendAsync(client, HttpMethod.Get, string.Join('/', move.From.TrimStart('/').Split('/').Select(Uri.EscapeDataString)), "");
                Assert.Equal((move.From, move.To is null ? HttpStatusCode.Gone : HttpStatusCode.MovedPermanently, move.To), (move.From, answer.Status, answer["Location"]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_feed_of_a_name_that_is_not_of_ASCII_is_found_and_nothing_else_of_the_folder(string program)
    {
        StaticHost.Require(program);
        new FeedFiles(Folder["public"]).Publish("tags/日本 語/rss.xml", "<rss/>"u8);
        Folder.Write("public/.rss.xml.1-1.publisher-tmp", "half");
        Folder.Write("public/notes.txt", "private");
        using var host = await StartAsync(program, Site());
        using var client = new HttpClient { BaseAddress = host.Address };

        Assert.Equal("<rss/>", (await SendAsync(client, HttpMethod.Get, "tags/%E6%97%A5%E6%9C%AC%20%E8%AA%9E/rss.xml")).Text);
        foreach (var path in new[] { ".rss.xml.1-1.publisher-tmp", "notes.txt", "rss.xml.gz" })
            Assert.DoesNotContain((await SendAsync(client, HttpMethod.Get, path)).Text, new[] { "half", "private" });
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(client, HttpMethod.Get, "tags/none/rss.xml")).Status);
    }

    private StaticSite Site() => StaticSite.From(
        Publisher.Services.GetRequiredService<Site>(),
        Folder["public"],
        Publisher.Services.GetRequiredService<FeedPublisher>().Published.Values,
        Publisher.Services.GetRequiredService<CatalogueStore>().Current,
        []);

    private Task<StaticHost> StartAsync(string program, StaticSite site) =>
        program == "nginx" ? StaticHost.NginxAsync(Folder, NginxConfig.Text(site)) : StaticHost.CaddyAsync(Folder, CaddyConfig.Text(site));

    private async Task SameAsync(HttpClient host, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var (ours, theirs) = (await SendAsync(Publisher.Http, method, path, headers), await SendAsync(host, method, path, headers));

        var what = $"{method} {path} {string.Join(", ", headers)}: ";
        Assert.Equal(what + ours.Status, what + theirs.Status);
        // A redirect's body and length are the server's own affair.
        foreach (var name in Compared.Where(name => ours.Status is HttpStatusCode.OK || name is "Location"))
            Assert.Equal($"{what}{name}: {ours[name]}", $"{what}{name}: {theirs[name]}");
        if (ours.Status is HttpStatusCode.OK)
            Assert.Equal(ours.Bytes, theirs.Bytes);
    }

    private static async Task<Answer> SendAsync(HttpClient client, HttpMethod method, string path, params (string Name, string Value)[] headers) => await SendAsync(client, method, path, "/diary/", headers);

    private static async Task<Answer> SendAsync(HttpClient client, HttpMethod method, string path, string prefix, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(client.BaseAddress!, prefix + path));
        foreach (var (name, value) in headers.Where(header => header.Value.Length > 0))
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        using var response = await client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
