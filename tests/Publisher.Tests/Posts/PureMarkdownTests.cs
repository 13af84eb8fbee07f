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
        "日本語の文章。", "🦀", "\"quotes\" & 'more'", "[#frag](#head)", "[mail](mailto:a@b.example)", "a\u00a0b ", "a\u3000b").Array[0, 25].Select(string.Concat);

    [Fact]
    public void Both_ways_show_the_same() => Markdown.Sample(markdown => Assert.Equal(LongWay(markdown), Normal(ShortWay(markdown) ?? LongWay(markdown))), iter: 3_000);

    [Fact]
    public void Plain_posts_go_the_short_way() => Assert.NotNull(ShortWay("Text with a [link](a.html), ![an image](b.png) and `code`.\n\n- a\n- b\n"));

    [Theory]
    [InlineData("<b>raw</b>")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a <!-- comment --> b")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html,x)")]
    [InlineData("![x](mailto:a@b.example)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("| a |\n|---|\n| b |\n")]
    [InlineData("- [ ] task")]
    [InlineData("note[^1]\n\n[^1]: said\n")]
    [InlineData("[r]\n\n[r]: javascript:alert(1)\n")]
    public void What_needs_the_long_way_goes_it(string markdown) => Assert.Null(ShortWay(markdown));

    [Theory]
    [InlineData("Title", false)]
    [InlineData(null, true)]
    public void A_heading_that_may_be_the_title_goes_the_long_way(string? title, bool isShort) =>
        Assert.Equal(isShort, MarkdownBody.ToHtml("# Title\n\nText", HtmlTrust.Safe, document => PureMarkdown.Prepare(document, Links, title)).IsSafe);

    private static string? ShortWay(string markdown) =>
        MarkdownBody.ToHtml(markdown, HtmlTrust.Safe, document => PureMarkdown.Prepare(document, Links, null)) is (var html, true) ? html : null;

    private static string LongWay(string markdown) =>
        HtmlCleaner.Html(new HtmlCleaner().Clean(MarkdownBody.ToHtml(markdown, HtmlTrust.Safe, _ => false).Html, Links, null));

    private static string Normal(string html) => HtmlCleaner.Html(new HtmlParser().ParseDocument(html).Body!);
}
