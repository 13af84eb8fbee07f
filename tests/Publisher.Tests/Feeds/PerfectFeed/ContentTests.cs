using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Html.Parser;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Content that means the same far from its page: points 15 to 18.</summary>
public sealed class ContentTests : PerfectFeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";

    private const string Page = "https://blog.example/diary/deep/page/";

    [Theory]
    [InlineData("[x](../other/)", "href", "https://blog.example/diary/deep/other/")]
    [InlineData("[x](/diary/root/)", "href", "https://blog.example/diary/root/")]
    [InlineData("[x](//cdn.example/a)", "href", "https://cdn.example/a")]
    [InlineData("[x](#part)", "href", Page + "#part")]
    [InlineData("[x](#日本)", "href", Page + "#%E6%97%A5%E6%9C%AC")]
    [InlineData("[x](?page=2)", "href", Page + "?page=2")]
    [InlineData("<a href=\"\">x</a>", "href", Page)]
    [InlineData("[x](https://other.example/a%20b/?q=%E6%97%A5&x=1#f)", "href", "https://other.example/a%20b/?q=%E6%97%A5&x=1#f")]
    [InlineData("[x](HTTPS://other.example/A)", "href", "HTTPS://other.example/A")]
    [InlineData("[x](mailto:a@b.example)", "href", "mailto:a@b.example")]
    [InlineData("[x](日本/ü.html)", "href", Page + "%E6%97%A5%E6%9C%AC/%C3%BC.html")]
    [InlineData("[x](%E6%97%A5.html)", "href", Page + "%E6%97%A5.html")]
    [InlineData("![x](pic.png)", "src", Page + "pic.png")]
    [InlineData("<img src=a.png srcset=\"a.png 1x, /b.png 2x\">", "srcset", Page + "a.png 1x, https://blog.example/b.png 2x")]
    [InlineData("<img src=a.png srcset=\" ,https://cdn.example/w_1,h_2/a.png 1x,/b.png 2x,c,d.png 3x\">", "srcset", "https://cdn.example/w_1,h_2/a.png 1x, https://blog.example/b.png 2x, " + Page + "c,d.png 3x")]
    [InlineData("<blockquote cite=\"../c\">x</blockquote>", "cite", "https://blog.example/diary/deep/c")]
    [InlineData("<video poster=\"p.png\" src=\"v.mp4\"></video>", "href", Page + "v.mp4")]
    [InlineData("<audio><source src=\"a.mp3\"><track src=\"a.vtt\"></audio>", "href", Page + "a.mp3")]
    [InlineData("<picture><source srcset=\"a.webp, b.webp 2x\"><img src=\"a.png\"></picture>", "src", Page + "a.png")]
    [InlineData("<q cite=\"q.html\">x</q>", "cite", Page + "q.html")]
    [InlineData("<a href=\" \tleading.html \">x</a>", "href", Page + "leading.html")]
    [InlineData("<a href=\"le\nad.html\">x</a>", "href", Page + "lead.html")]
    public async Task Point_15_Every_address_is_absolute(string body, string attribute, string address)
    {
        await PublishAsync(body);
        Assert.All(await ContentsAsync(), html =>
        {
            using var document = new HtmlParser().ParseDocument(html);
            Assert.Contains(address, document.All.Select(element => element.GetAttribute(attribute)));
            Assert.All(document.Body!.QuerySelectorAll("*").SelectMany(HtmlRules.AddressesIn), found => Assert.Matches("^([a-zA-Z]+://[^/]+/|mailto:)", found.Address));
        });
    }

    [Theory]
    [InlineData("<svg><a xlink:href=\"rel\"><image href=\"rel.png\"/></a></svg>")]
    [InlineData("<p style=\"background: url(rel.png)\">x</p>")]
    [InlineData("<object data=\"rel.swf\"></object><embed src=\"rel.swf\">")]
    [InlineData("<video><source src=\"rel.mp4\"><track src=\"rel.vtt\"></video>")]
    [InlineData("<ins cite=rel>x</ins><del cite=rel>y</del><img longdesc=rel usemap=\"#m\"><map name=m><area href=rel></map>")]
    [InlineData("<a ping=\"rel\" href=\"x\">x</a><input type=image src=rel><button formaction=rel>x</button>")]
    [InlineData("<math href=\"rel\"><mi xlink:href=\"rel\">x</mi></math>")]
    [InlineData("<table background=rel><tr><td background=rel>x</td></tr></table>")]
    [InlineData("[ref]\n\n[ref]: rel.html")]
    [InlineData("<details><summary><a href=rel>x</a></summary></details>")]
    [InlineData("<picture><source srcset=\"rel.webp\" type=image/webp></picture>")]
    [InlineData("<img srcset=\"rel.png\" data-srcset=\"rel2.png 2x\" data-src=rel3.png>")]
    [InlineData("<base href=\"https://evil.example/\"><a href=rel>x</a>")]
    public async Task Point_15_No_address_is_left_that_means_nothing_elsewhere(string body)
    {
        await PublishAsync(body);
        Assert.All(await ContentsAsync(), html =>
        {
            Assert.DoesNotMatch("""(=["']?|\(|, )rel\b""", html);
            var faults = new Faults();
            HtmlRules.Check(html, "it", faults);
            Assert.Empty(faults.Found);
        });
    }

    [Theory]
    [InlineData("<script>alert(1)</script><SCRIPT SRC=//x></SCRIPT><scr<script>ipt>alert(1)</script>")]
    [InlineData("<style>p{}</style><p style=\"color:red\" onclick=\"x()\" ONLOAD=x>x</p>")]
    [InlineData("<form action=x><input name=a><textarea>x</textarea><select><option>1</select><button>b</button></form>")]
    [InlineData("[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) <a href=\"java\nscript:alert(1)\">z</a> <a href=\"&#106;avascript:x\">w</a> <a href=\" \u0001javascript:x\">v</a>")]
    [InlineData("[x](vbscript:x) [y](data:text/html,<script>x</script>) ![z](data:image/svg+xml,<svg onload=x>)")]
    [InlineData("<object data=x></object><embed src=x><applet code=x></applet><meta http-equiv=refresh content=0><link rel=stylesheet href=x><base href=x>")]
    [InlineData("<svg onload=alert(1)><script>x</script></svg><math><mtext><script>x</script></mtext></math>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>")]
    [InlineData("<img src=x onerror=alert(1) ><img src=\"javascript:x\"><body onload=x><frameset><frame src=x></frameset><template><script>x</script></template>")]
    [InlineData("<a href=\"x\" target=_blank onmouseover=x style=\"behavior:url(x)\">x</a><details ontoggle=x open>y</details>")]
    [InlineData("<p>a<!--[if IE]><script>x</script><![endif]-->b</p><?php echo 1 ?><%= x %>")]
    [InlineData("<textarea><script>x</script></textarea><title><script>x</script></title><xmp><script>x</script></xmp><plaintext>x<script>y</script>")]
    public async Task Point_16_Nothing_in_the_content_can_act(string body)
    {
        await PublishAsync($"Before.\n\n{body}\n\nAfter.");
        Assert.All(await ContentsAsync(), html =>
        {
            var faults = new Faults();
            HtmlRules.Check(html, "it", faults);
            Assert.Empty(faults.Found);
            Assert.Contains("Before.", html, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Point_16_A_frame_becomes_a_link_with_its_title_and_a_lazy_image_gets_its_source()
    {
        await PublishAsync("<iframe src=\"https://video.example/embed/1\" title=\"A film & more\"></iframe>\n\n<iframe src=\"/f\"></iframe>\n\n<img src=\"data:image/gif;base64,R0lGOD\" data-src=\"real.png\" data-srcset=\"real2.png 2x\" loading=lazy>");
        Assert.All(await ContentsAsync(), html =>
        {
            using var document = new HtmlParser().ParseDocument(html);
            Assert.Equal([("https://video.example/embed/1", "A film & more"), ("https://blog.example/f", "https://blog.example/f")], document.QuerySelectorAll("a").Select(link => (link.GetAttribute("href")!, link.TextContent)));
            Assert.Equal((Page + "real.png", Page + "real2.png 2x"), (document.QuerySelector("img")!.GetAttribute("src"), document.QuerySelector("img")!.GetAttribute("srcset")));
        });
    }

    [Fact]
    public async Task Point_17_The_summary_comes_before_the_whole_and_addresses_have_their_base()
    {
        await PublishAsync("**First** paragraph.\n\nSecond paragraph.");
        var item = XDocument.Parse((await GetAsync("/rss.xml")).Text).Descendants("item").Single();
        Assert.True(item.Element("description")!.IsBefore(item.Element(Content + "encoded")));
        Assert.Equal("First paragraph.", item.Element("description")!.Value);
        Assert.Contains("<p>Second paragraph.</p>", item.Element(Content + "encoded")!.Value, StringComparison.Ordinal);

        var entry = XDocument.Parse((await GetAsync("/atom.xml")).Text).Descendants(Atom + "entry").Single();
        Assert.Equal("First paragraph.", entry.Element(Atom + "summary")!.Value);
        Assert.Contains("<p>Second paragraph.</p>", entry.Element(Atom + "content")!.Value, StringComparison.Ordinal);
        foreach (var text in new[] { "summary", "content" })
            Assert.Equal(Page, entry.Element(Atom + text)!.AncestorsAndSelf().Select(element => (string?)element.Attribute(XNamespace.Xml + "base")).FirstOrDefault(found => found is not null));

        using var json = JsonDocument.Parse((await GetAsync("/feed.json")).Text);
        var read = json.RootElement.GetProperty("items")[0];
        Assert.Equal("First paragraph.", read.GetProperty("summary").GetString());
        Assert.Contains("<p>Second paragraph.</p>", read.GetProperty("content_html").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Point_17_Where_summaries_are_wanted_no_whole_post_is_given_away()
    {
        await PublishAsync("First paragraph.\n\nSecond paragraph.", "feeds.content=summary");
        foreach (var path in Formats)
        {
            var answer = await GetAsync(path);
            Assert.DoesNotContain("Second paragraph", answer.Text, StringComparison.Ordinal);
            Assert.Equal(("First paragraph.", null), (SeenFeed.Of(answer.Text).Entries[0].Summary, SeenFeed.Of(answer.Text).Entries[0].Html));
        }
    }

    [Fact]
    public async Task Point_18_Code_keeps_its_white_space_and_reads_without_a_style_sheet()
    {
        const string Code = "if (a < b && c > d)\n{\n\tx =  \"&amp;\";\n\n\n    y();   \n}";
        await PublishAsync($"```csharp\n{Code}\n```\n\n- item\n\n  ```\n  in\n    list\n  ```\n\n`a  b`");
        Assert.All(await ContentsAsync(), html =>
        {
            using var document = new HtmlParser().ParseDocument(html);
            Assert.Equal([Code, "in\n  list"], document.QuerySelectorAll("pre > code").Select(code => code.TextContent.TrimEnd('\n')));
            Assert.All(document.QuerySelectorAll("pre > code"), code => Assert.Empty(code.Children));
        });
    }

    private Task PublishAsync(string body, params string[] settings)
    {
        Post("2026-02-11-a.md", "title: A\npermalink: /deep/page/", body);
        return StartAsync(["site.url=https://blog.example/diary/", .. settings]);
    }

    private async Task<IEnumerable<string>> ContentsAsync() => (await Task.WhenAll(Formats.Select(FeedAsync))).Select(feed => Assert.Single(feed.Entries).Html!);
}
