using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Publisher.Tests.Posts.Hostile;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Found by everybody, and read alike by every program: points 30 and 31.</summary>
public sealed class DiscoveryTests : PerfectFeedTests
{
    private const string Everything = "feeds.topics=categories, tags, authors, languages";

    [Fact]
    public async Task Point_30_Every_page_leads_to_each_format_and_the_list_names_every_feed()
    {
        for (var day = 1; day <= 5; day++)
            Post($"2026-02-0{day}-p.md", $"title: Post {day}\ntags: [\"C# & <co>\"]\npermalink: /p{day}/");
        await StartAsync("feeds.topics=tags", "feeds.limit=2", "feeds.archives=2");
        foreach (var path in new[] { "/", "/p1/", "/feeds/", "/tags/csharp-co/", "/subscribe", "/nothing/here" })
        {
            using var page = new HtmlParser().ParseDocument((await GetAsync(path)).Text);
            var links = page.Head!.QuerySelectorAll("link[rel=alternate]").Select(link => (link.GetAttribute("type")!, link.GetAttribute("href")!, link.GetAttribute("title")!)).ToList();
            foreach (var (type, name) in new[] { ("application/rss+xml", "rss.xml"), ("application/atom+xml", "atom.xml"), ("application/feed+json", "feed.json") })
                Assert.Contains((type, $"https://blog.example/{name}"), links.Select(link => (link.Item1, link.Item2)));
            Assert.All(links, link => Assert.False(string.IsNullOrWhiteSpace(link.Item3)));
            foreach (var (type, href, _) in links)
                Assert.StartsWith(type, (await GetAsync(new Uri(href).AbsolutePath))["Content-Type"], StringComparison.Ordinal);
        }

        var opml = await ValidAsync("/feeds.opml");
        var listed = XDocument.Parse(opml.Text).Descendants("outline").Select(outline => new Uri(outline.Attribute("xmlUrl")!.Value).AbsolutePath).ToList();
        Assert.Equal(FeedPaths().Where(path => path.EndsWith("/rss.xml", StringComparison.Ordinal)).Order(), listed.Order());
    }

    [Theory]
    [MemberData(nameof(EachFormat))]
    public async Task Point_30_A_feed_that_is_opened_in_a_browser_reads_well_and_without_XSLT(string path)
    {
        Post("2026-02-01-p.md", "title: \"A & <b>\"");
        await StartAsync();
        var opened = await GetAsync(path, ("Sec-Fetch-Dest", "document"), ("Accept", "text/html,*/*"));
        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (opened.Status, opened["Content-Type"]));
        using var page = new HtmlParser().ParseDocument(opened.Text);
        Assert.Contains("https://blog.example" + path, page.QuerySelectorAll("code").Select(code => code.TextContent));
        var read = (await GetAsync(path)).Text;
        Assert.DoesNotContain("xsl", read, StringComparison.OrdinalIgnoreCase);
        if (path == "/feed.json")
            return;
        var style = XDocument.Parse(read).Nodes().OfType<XProcessingInstruction>().Single(instruction => instruction.Target == "xml-stylesheet").Data;
        Assert.Equal("type=\"text/css\" href=\"/feed.css\"", style);
        Assert.Equal("text/css; charset=utf-8", (await GetAsync("/feed.css"))["Content-Type"]);
    }

    public static TheoryData<string> Blogs { get; } = ["sample", "hostile", "broken", "empty", "podcast", "elsewhere", "summaries", "no site"];

    [Theory]
    [MemberData(nameof(Blogs))]
    public async Task Point_31_No_rule_of_a_format_is_broken_in_any_feed_of_a_blog(string blog)
    {
        var (site, settings) = Write(blog);
        await StartAsync([Everything, "feeds.limit=4", "feeds.archives=3", "feeds.complete=true", "feeds.tombstones=true", .. settings]);
        if (blog != "empty")
            await LoseAPostAsync();

        Assert.True(FeedPaths().Count >= (blog == "empty" ? 6 : 12));
        foreach (var path in FeedPaths().Append("/feeds.opml"))
            await ValidAsync(Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal), site);
    }

    [Theory]
    [MemberData(nameof(Blogs))]
    public async Task Point_31_Readers_agree_on_count_titles_ids_dates_and_authors_in_every_format(string blog)
    {
        var (_, settings) = Write(blog);
        await StartAsync([.. settings, "feeds.limit=0", "feeds.topics="]);
        var feeds = await Task.WhenAll(Formats.Select(FeedAsync));
        Assert.All(feeds, feed => Assert.Equal(feeds[1].Entries.Select(Agreed), feed.Entries.Select(Agreed)));
        Assert.Equal(feeds[1].Entries.Select(entry => entry.Updated), feeds[2].Entries.Select(entry => entry.Updated));
    }

    private static (string, string, string, DateTimeOffset, string, string, string?, string?) Agreed(SeenEntry entry) =>
        (entry.Id, entry.Title, entry.Link, entry.Published, entry.Authors, string.Join(" | ", entry.Topics.Split(" | ").Order(StringComparer.Ordinal)), entry.Language, entry.Html);

    // One that is gone, for the tombstones.
    private async Task LoseAPostAsync()
    {
        var lost = Path.Combine(Folder["posts"], "2026-02-27-lost.md");
        Post("2026-02-27-lost.md", "title: To be lost");
        await UntilFeedHoldsAsync("To be lost", "/complete/atom.xml");
        File.Delete(lost);
        await UntilFeedAsync(feed => !feed.Contains("To be lost", StringComparison.Ordinal), "the post to be lost", "/complete/atom.xml");
    }

    private (string Site, string[] Settings) Write(string blog)
    {
        const string site = "https://blog.example";
        switch (blog)
        {
            case "sample":
                foreach (var post in Directory.EnumerateFiles(OurPosts(), "*", SearchOption.AllDirectories))
                    Folder.Write($"posts/{Path.GetRelativePath(OurPosts(), post)}", "");
                foreach (var post in Directory.EnumerateFiles(OurPosts(), "*", SearchOption.AllDirectories))
                    File.Copy(post, Folder[$"posts/{Path.GetRelativePath(OurPosts(), post)}"], overwrite: true);
                return (site, ["posts.future=true"]);
            case "hostile":
                WriteHostile();
                return (site, ["site.title=<b>A & B</b> ]]> &amp;", "site.description=\u202eRTL & <i>x</i>"]);
            case "broken":
                WriteBroken();
                return (site, []);
            case "empty":
                return (site, []);
            case "podcast":
                Folder.Write("posts/a b.mp3", "xxx");
                Post("2026-02-01-a.md", "title: One\nenclosure: /a b.mp3\nduration: 90\nimage: /c.png");
                Post("2026-02-02-b.md", "title: Two\naudio: https://cdn.example/b.ogg?x=1&y=<2>");
                Post("2026-02-03-c.md", "title: Three\nenclosure: https://cdn.example/unknown\nlength: -5");
                Post("2026-02-04-d.md", "title: Four\nenclosure: {url: https://cdn.example/d.mp3, type: \"nonsense\", length: \"12 MB\"}");
                Post("2026-02-05-e.md", "title: Five\nenclosure:\n  - https://cdn.example/1.mp3\n  - https://cdn.example/2.mp3");
                return (site, ["site.icon=https://münchen.example/ü.png", "feeds.podcast.category=Arts & <Crafts>", "feeds.podcast.explicit=true"]);
            case "elsewhere":
                WriteHostile();
                return ("https://xn--mnchen-3ya.example/%E6%97%A5%E6%9C%AC%20x", ["site.url=https://münchen.example/日本 x/", "site.icon=icon.png", "site.language=pt-BR"]);
            case "summaries":
                WriteHostile();
                return (site, ["feeds.content=summary", "feeds.webSub=own"]);
            default:
                WriteHostile();
                return (site, ["site.title= ", "site.description= ", "site.author= ", "posts.allowHtml=none", "posts.smartPunctuation=true", "posts.emoji=true"]);
        }
    }

    private void WriteHostile()
    {
        foreach (var (i, text) in XmlTests.Texts.Select(row => row.Data).Index())
        {
            var quoted = JsonSerializer.Serialize(text);
            Post($"2026-01-{i + 1:00}-h.md", $"title: {quoted}\ntags: [{quoted}, b, B, b]\ncategories: [{quoted}, b]\nauthors: [{quoted}, \"\", \"a@b.example\"]\nexcerpt: {quoted}\nimage: \"{(char)('a' + i)} ü.png?x=<1>\"\nlink: https://münchen.example/{i}?q=日\nlang: {(i % 2 == 0 ? "zh-Hant-TW" : "nonsense")}", $"{text}\n\n[x](rel) <a href=\"//h\">y</a> <script>z</script> <p style='x' onclick=y>{text}</p>\n\n    {text}");
        }

        Post("2026-01-20-nothing.md", "title: \"\"\ntags: [\"\", \" \", null]\ncategories: []\nauthor: \"\"\nexcerpt: \"\"\nimage: \"\"", "");
        Post("2026-01-21-image.md", "x: y", "![](a.png)");
        Post("2026-01-22-own.md", "title: Own id\nid: https://old.example/?p=1&x=2\ndate: 2026-01-22 23:59:60 +0900\nupdated: 2001-01-01");
        Post("0999-01-01-old.md", "title: Old\ndate: 0999-01-01");
    }

    private void WriteBroken()
    {
        var random = new Random(2026);
        var posts = SamplePosts.All(random);
        for (var i = 0; i < 150; i++)
        {
            var post = posts[random.Next(posts.Count)];
            var bytes = Damages.All[i % Damages.All.Count].Do(post, posts, random).Bytes;
            File.WriteAllBytes(Folder.Write($"posts/2026-01-{(i % 28) + 1:00}-d{i}{post.Extension}", ""), [.. bytes]);
        }
    }

    private static string OurPosts([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../posts"));
}
