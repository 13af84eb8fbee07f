using System.Text.Json;
using System.Xml.Linq;
using Publisher.Tests.Support;

namespace Publisher.Tests.Commands;

public sealed class CommandTests : IDisposable
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace History = "http://purl.org/syndication/history/1.0";

    private static readonly string[] Feeds = ["atom.xml", "feed.json", "rss.xml"];

    private readonly TemporaryFolder folder = new();

    public CommandTests()
    {
        folder.Write("posts/2026-02-11-good.md", Some.PostText("Good"));
        folder.Write("posts/2026-02-12-draft.md", Some.PostText("Not yet", more: "draft: true"));
        folder.Write("posts/2026-02-13-broken.md", "---\ntitle: [\n---\n");
        folder.Write("posts/notes.md", "No head, no date.\n");
        folder.Write("posts/empty.md", "");
        folder.Write("posts/2999-01-01-later.md", Some.PostText("Later", "2999-01-01"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Build_writes_the_feeds_and_built_again_touches_nothing()
    {
        var (code, output) = await RunAsync("build", "--set", "site.url=https://example.test/");
        Assert.Equal(0, code);
        Assert.Contains("1 of 6 files published", output, StringComparison.Ordinal);
        var before = Look();

        var (again, second) = await RunAsync("build", "--set", "site.url=https://example.test/");
        Assert.Equal(0, again);
        Assert.Contains("unchanged", second, StringComparison.Ordinal);
        Assert.Equal(before, Look());
        Assert.False(File.Exists(folder["data/publisher.db"]));
    }

    [Theory]
    [InlineData("nginx", "location = \"/feed\" { absolute_redirect off; return 301 \"/rss.xml\"; }")]
    [InlineData("caddy", "\t`~^/feed/?$` \"/rss.xml\"")]
    [InlineData("netlify", "[[redirects]]\nfrom = \"/feed\"\nto = \"/rss.xml\"")]
    public async Task Build_prints_what_a_static_host_needs(string host, string line)
    {
        var (code, output) = await RunAsync("build", "--host-config", host);
        Assert.Equal(0, code);
        Assert.Contains(line, output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("public, max-age=300", output, StringComparison.Ordinal);
        Assert.Contains("1 of 6 files published", output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("build", "--host-config", "iis")).Code);
    }

    [Fact]
    public async Task A_complete_feed_holds_every_post_and_says_so()
    {
        folder.Write("posts/2026-02-01-older.md", Some.PostText("Older", "2026-02-01"));
        var (code, _) = await RunAsync("build", "--set", "feeds.limit=1", "--set", "feeds.complete=true");

        Assert.Equal(0, code);
        var (own, complete) = (XDocument.Load(folder["data/public/atom.xml"]).Root!, XDocument.Load(folder["data/public/complete/atom.xml"]).Root!);
        Assert.Single(own.Elements(Atom + "entry"));
        Assert.Equal(2, complete.Elements(Atom + "entry").Count());
        Assert.Empty(own.Elements(History + "complete"));
        Assert.Single(complete.Elements(History + "complete"));
        Assert.NotEqual(own.Element(Atom + "id")!.Value, complete.Element(Atom + "id")!.Value);
        Assert.EndsWith("/complete/atom.xml", complete.Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == "self").Attribute("href")!.Value, StringComparison.Ordinal);
        Assert.Single(XDocument.Load(folder["data/public/complete/rss.xml"]).Descendants(History + "complete"));
        Assert.True(File.Exists(folder["data/public/complete/feed.json"]));
    }

    [Fact]
    public async Task Build_without_a_database_gives_the_ids_that_the_service_gives()
    {
        await RunAsync("build", "--set", "web.urls=http://127.0.0.1:8099");
        var built = File.ReadAllText(folder["data/public/atom.xml"]);
        using (var publisher = await PublisherProcess.StartAsync(folder, "web.urls=http://127.0.0.1:0", "site.url=http://127.0.0.1:8099"))
            await publisher.TerminateAsync();
        Assert.True(File.Exists(folder["data/publisher.db"]));
        Assert.Equal(built, File.ReadAllText(folder["data/public/atom.xml"]));
    }

    [Fact]
    public async Task Posts_lists_every_file_with_its_verdict()
    {
        var (code, output) = await RunAsync("posts", "--json");
        Assert.Equal(0, code);
        var posts = output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(post => post.GetProperty("path").GetString()!);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["2026-02-11-good.md"] = "published",
                ["2026-02-12-draft.md"] = "draft",
                ["2026-02-13-broken.md"] = "broken",
                ["2999-01-01-later.md"] = "scheduled",
                ["empty.md"] = "skipped",
                ["notes.md"] = "hidden",
            },
            posts.ToDictionary(post => post.Key, post => post.Value.GetProperty("status").GetString()!));
        var good = posts["2026-02-11-good.md"];
        Assert.Equal("2026-02-11T17:18:56Z", good.GetProperty("published").GetString());
        Assert.Equal("Amazon、AWSでAIインフラ売上1兆円突破について詳細に分析します。", good.GetProperty("summary").GetString());
        Assert.Equal(JsonValueKind.Null, posts["notes.md"].GetProperty("published").ValueKind);
    }

    [Fact]
    public async Task Check_names_file_and_line_of_every_problem_and_ends_with_counts()
    {
        var (code, output) = await RunAsync("check");
        Assert.Equal(1, code);
        Assert.Matches(@"(?m)^posts/2026-02-13-broken.md:\d+: error: the front matter", output);
        Assert.Matches(@"(?m)^6 files, 1 error, \d+ warnings\s*$", output);
        File.Delete(folder["posts/2026-02-13-broken.md"]);
        Assert.Equal(0, (await RunAsync("check")).Code);
    }

    [Fact]
    public async Task New_begins_a_draft_in_the_habit_of_the_folder()
    {
        var (code, output) = await RunAsync("new", "春の \"大\" 掃除");
        Assert.Equal(0, code);
        var path = output.Split('\n')[0].Trim();
        Assert.Matches(@"^posts/\d{4}-\d{2}-\d{2}-春の-大-掃除\.md$", path);
        var (_, posts) = await RunAsync("posts", "--json");
        var line = posts.Split('\n').Single(line => line.Contains("掃除.md", StringComparison.Ordinal));
        Assert.Contains("\"status\":\"draft\"", line, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"春の \\\"大\\\" 掃除\"", line, StringComparison.Ordinal);
        var (again, refusal) = await RunAsync("new", "春の \"大\" 掃除");
        Assert.Equal(1, again);
        Assert.Contains("is there already", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_and_status_work_before_and_after_there_is_a_database()
    {
        Assert.Contains("Nothing waits to be mailed.", (await RunAsync("plan")).Output, StringComparison.Ordinal);
        Assert.Contains("1 published", (await RunAsync("status")).Output, StringComparison.Ordinal);
        using (var publisher = await PublisherProcess.StartAsync(folder, "web.urls=http://127.0.0.1:0"))
            await publisher.TerminateAsync();
        using var plan = JsonDocument.Parse((await RunAsync("plan", "--json")).Output);
        Assert.Equal(0, plan.RootElement.GetProperty("issues").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, plan.RootElement.GetProperty("stopped").ValueKind);
        using var status = JsonDocument.Parse((await RunAsync("status", "--json")).Output);
        Assert.Equal(1, status.RootElement.GetProperty("posts").GetProperty("published").GetInt32());
    }

    [Fact]
    public async Task Plan_says_what_keeps_all_mail_back()
    {
        using (var publisher = await PublisherProcess.StartAsync(folder, "web.urls=http://127.0.0.1:0"))
            await publisher.TerminateAsync();
        Assert.Contains("Stopped: the newsletter is switched off (newsletter.enabled).", (await RunAsync("plan", "--set", "newsletter.enabled=false")).Output, StringComparison.Ordinal);
        File.Delete(Directory.GetFiles(folder["data"], "*.instance").Single());
        Assert.Contains("publisher database adopt", (await RunAsync("plan")).Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private Task<(int Code, string Output)> RunAsync(params string[] arguments) => PublisherProcess.RunAsync(folder, arguments);

    private List<(string Name, string Bytes, DateTime Changed)> Look() =>
        [.. Feeds.Select(name => folder[$"data/public/{name}"]).Select(path => (path, Convert.ToBase64String(File.ReadAllBytes(path)), File.GetLastWriteTimeUtc(path)))];
}
