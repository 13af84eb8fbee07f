using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using CsCheck;
using Publisher.Posts;
using Publisher.Posts.Rendering;

namespace Publisher.Tests.Posts;

/// <summary>The short way and the long way through the DOM must show the same.</summary>
public sealed class PureMarkdownTests
{
    private static readonly PostLinks Links = new(new("https://blog.example/"), new("https://blog.example/2026/02/post.html"), "nowhere", "post.md");

    private static readonly Gen<string> Markdown = Gen.OneOf(
        "# Head\n\n", "## 見出し\n\n", "para ", "**「重要」**です ", "*a*", "~~gone~~", "`x < y`", "```csharp\nif (a < b && c) \"d\"\n```\n", "    indented\n",
        "- one\n", "  - two\n", "1. first\n\n", "> quoted\n", "\n\n", "---\n", "[link](other.html \"A & B\")", "[root](/about)", "[abs](https://x.example/ü?a=1&b=2)",
        "![alt \"q\"](img.png)", "[ref]\n\n[ref]: ../up.html 'T'\n\n", "<https://auto.example/>", "<me@x.example>", "https://bare.example/x", "&amp; &lt; &copy; &#169;", "\\*", "  \n",
        "日本語の文章。", "🦀", "\"quotes\" & 'more'", "[#frag](#head)", "[mail](mailto:a@b.example)", "a\u00a0b ", "a\u3000b",
        "| a | b | c |\n|---|:-:|--:|\n| *x* | `y` | 3 |\n| 1 |\n\n", "- [ ] open\n", "- [x] done\n", "Term\n: what it means\n\n", "<kbd>Ctrl</kbd>", "<sub>", "</sub>", "a<br>b<br />c", "<b>*x</b>*",
        "<span class=\"a\" title=\"b\">s</span>", "<!-- more -->\n\n", "a <!-- said --> b", "<div class=\"note\">\n<p>said <kbd>Ctrl</kbd>.</p>\n</div>\n\n", "<div>\n\n", "</div>\n\n",
        "<p>\n<p>\n\n", "<section><div>x</section>\n\n", "<blockquote>\n\n", "</blockquote>\n\n", "<figure>\n<figcaption>c</figcaption>\n</figure>\n\n", "<p>a &amp; b &copy; c</p>\n\n", "<aside>x\n\n", "</aside>\n\n").Array[0, 25].Select(string.Concat);

    [Fact]
    public void Both_ways_show_the_same() => Markdown.Sample(markdown => Assert.Equal(LongWay(markdown), Normal(ShortWay(markdown) ?? LongWay(markdown))), iter: 3_000);

    [Theory]
    [InlineData("Text with a [link](a.html), ![an image](b.png) and `code`.\n\n- a\n- b\n")]
    [InlineData("| a | b |\n|---|--:|\n| 1 | 2 |\n")]
    [InlineData("- [ ] task\n- [x] done\n")]
    [InlineData("Press <kbd>Ctrl</kbd>, H<sub>2</sub>O,<br>and a <!-- silent --> comment")]
    [InlineData("before\n\n<!--more-->\n\nafter")]
    [InlineData("<div class=\"note\">\n<p>said <kbd>Ctrl</kbd>.</p>\n</div>\n")]
    [InlineData("<div lang=\"ja\">\n\n**「重要」**です\n\n</div>\n")]
    public void Plain_posts_go_the_short_way(string markdown) => Assert.NotNull(ShortWay(markdown));

    [Theory]
    [InlineData("<b>raw")]
    [InlineData("<b>raw</i>")]
    [InlineData("<div><section>raw</div></section>\n")]
    [InlineData("<b style=\"color:red\">raw</b>")]
    [InlineData("<b onclick=\"x\">raw</b>")]
    [InlineData("*<b>raw*</b>")]
    [InlineData("<div>\nopen\n")]
    [InlineData("<div><p><div>x</div></p></div>\n")]
    [InlineData("> <div>\n\n</div>\n")]
    [InlineData("<div\n\n>x</div>\n")]
    [InlineData("<a href=\"javascript:x\">x</a>")]
    [InlineData("<img src=\"x.png\">")]
    [InlineData("<iframe src=\"https://x.example/\"></iframe>")]
    [InlineData("<div>&#1;</div>\n")]
    [InlineData("<div>a < b</div>\n")]
    [InlineData("<style>\np { color: red }\n</style>\n")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<!--> <script>alert(1)</script> -->")]
    [InlineData("<!-- a --!> <script>alert(1)</script> -->")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html,x)")]
    [InlineData("![x](mailto:a@b.example)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("note[^1]\n\n[^1]: said\n")]
    [InlineData("[r]\n\n[r]: javascript:alert(1)\n")]
    public void What_needs_the_long_way_goes_it(string markdown) => Assert.Null(ShortWay(markdown));

    [Theory]
    [InlineData("# Title\n\nText", "Title", "<p>Text</p>")]
    [InlineData("Text\n\n# Title", "Title", "<p>Text</p>")]
    [InlineData("# Title\n\nText", null, "<h1 id=\"title\">Title</h1>\n<p>Text</p>")]
    [InlineData("# Other\n\nText", "Title", "<h1 id=\"other\">Other</h1>\n<p>Text</p>")]
    [InlineData("> # Title\n\nText", "Title", "<blockquote>\n<h1 id=\"title\">Title</h1>\n</blockquote>\n<p>Text</p>")]
    public void A_first_heading_that_is_the_title_is_left_out(string markdown, string? title, string html)
    {
        var (shown, isShort) = MarkdownBody.ToHtml(markdown, HtmlTrust.Safe, document => PureMarkdown.Prepare(document, Links, title));
        Assert.True(isShort);
        Assert.Equal(html, shown.Trim());
    }

    [Fact]
    public void A_heading_whose_text_is_not_plain_goes_the_long_way() =>
        Assert.False(MarkdownBody.ToHtml("# *Title*\n\nText", HtmlTrust.Safe, document => PureMarkdown.Prepare(document, Links, "Title")).IsSafe);

    private static string? ShortWay(string markdown) =>
        MarkdownBody.ToHtml(markdown, HtmlTrust.Safe, document => PureMarkdown.Prepare(document, Links, null)) is (var html, true) ? html : null;

    private static string LongWay(string markdown) =>
        Normal(HtmlCleaner.Html(new HtmlCleaner().Clean(MarkdownBody.ToHtml(markdown, HtmlTrust.Safe, _ => false).Html, Links, null)));

    // A line end between blocks shows nothing, and one is left where a comment stood.
    private static string Normal(string html) => Regex.Replace(HtmlCleaner.Html(new HtmlParser().ParseDocument(html).Body!), @"(?<=>)\n+(?=<)|\n(?=\n)", "");
}
