using AngleSharp.Html.Parser;
using CsCheck;

namespace Publisher.Tests.Posts;

public sealed class HtmlCleanerTests : IDisposable
{
    private static readonly Gen<string> Part = Gen.OneOf(
        Gen.OneOf("<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<a href='", "\">", "javascript:", "<iframe src=", "<style>", "</style>", "<!--", "-->", "<math>", "<mtext>", "<table>", "<noscript>", "<template>", "<p", " onclick=x", "</p>", "`", "<![CDATA[", "]]>", "&#1;", "&lt;script&gt;", "<plaintext>", "<textarea>", "<frameset>", "</body>", "<base href=//x>"),
        Gen.String[Gen.Char["<>\"'=/ax&;# \n"], 0, 6]);

    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Theory]
    [InlineData("<script>alert(1)</script>after")]
    [InlineData("<p onclick=\"alert(1)\">after</p>")]
    [InlineData("<img src=\"x.png\" onerror=\"alert(1)\" alt=\"\">after")]
    [InlineData("<a href=\"javascript:alert(1)\">after</a>")]
    [InlineData("<a href=\" JaVaScRiPt:alert(1)\">after</a>")]
    [InlineData("[after](javascript:alert(1))")]
    [InlineData("[after](<javascript:alert(1)>)")]
    [InlineData("[after](vbscript:alert(1))")]
    [InlineData("![after](javascript:alert(1))")]
    [InlineData("<form action=\"https://evil.example\"><input name=a value=alert></form>after")]
    [InlineData("<svg><script>alert(1)</script></svg>after")]
    [InlineData("<math><mtext><script>alert(1)</script></mtext></math>after")]
    [InlineData("<style>p{background:url(javascript:alert(1))}</style>after")]
    [InlineData("<p style=\"background:url(javascript:alert(1))\">after</p>")]
    [InlineData("<iframe src=\"javascript:alert(1)\" title=\"after\"></iframe>")]
    [InlineData("<object data=\"javascript:alert(1)\" title=\"after\"></object>")]
    [InlineData("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>after")]
    [InlineData("<base href=\"https://alert.example/\"><meta http-equiv=refresh content=\"0;url=https://alert.example\">after")]
    [InlineData("<template><script>alert(1)</script></template>after")]
    [InlineData("<img data-src=\"javascript:alert(1)\" alt=\"after\">")]
    [InlineData("<a href=\"java&#10;script:alert(1)\">after</a>")]
    [InlineData("<a href=\"\tjava&#13;&#9;script&#10;:alert(1)\">after</a>")]
    public void What_could_do_harm_goes_and_the_text_stays(string body)
    {
        var html = blog.Render(body).Html;
        Assert.DoesNotContain("alert", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("after", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("&#1;javascript:alert(1)")]
    [InlineData("/javascript:alert(1)")]
    [InlineData("./javascript:alert(1)")]
    public void A_disguised_script_is_only_a_path(string address) =>
        Assert.Contains("href=\"https://blog.example/", blog.Render($"<a href=\"{address}\">after</a>").Html, StringComparison.Ordinal);

    [Theory]
    [InlineData("<iframe src=\"https://video.example/1\"></iframe>", "<a href=\"https://video.example/1\">https://video.example/1</a>")]
    [InlineData("<iframe src=\"https://video.example/1\" title=\"A talk\"></iframe>", "<a href=\"https://video.example/1\">A talk</a>")]
    [InlineData("<embed src=\"//video.example/1\" title=\"A talk\">", "<a href=\"https://video.example/1\">A talk</a>")]
    [InlineData("<object data=\"/talk.pdf\" title=\"A talk\"><p>x</p></object>", "<p><a href=\"https://blog.example/talk.pdf\">A talk</a></p>")]
    [InlineData("<div><iframe></iframe></div>", "<div></div>")]
    public void A_frame_becomes_a_link(string body, string expected) => Assert.Equal(expected, blog.Render(body).Html);

    [Theory]
    [InlineData("<picture><source srcset=\"a.webp\"><img src=\"/a.png\" alt=\"a\"></picture>", "<img src=\"https://blog.example/a.png\" alt=\"a\">")]
    [InlineData("<video src=\"/a.mp4\" title=\"A talk\">none</video>", "<a href=\"https://blog.example/a.mp4\">A talk</a>")]
    [InlineData("<audio><source src=\"/a.mp3\">none</audio>", "<a href=\"https://blog.example/a.mp3\">https://blog.example/a.mp3</a>")]
    [InlineData("<my-card>本文 <b>b</b></my-card> List<String> rest", "本文 <b>b</b> List rest")]
    [InlineData("<form><p>Words</p><button>Send</button></form>", "<p>Words</p>")]
    public void What_may_not_stay_leaves_its_words(string body, string expected) => Assert.Equal(expected, blog.Render($"<div>\n{body}\n</div>").Html[6..^7]);

    [Fact]
    public void Images_without_scripts_load_at_once_and_always_have_an_alternative() =>
        Assert.Equal("<img src=\"https://blog.example/a.png\" alt=\"\">", blog.Render("<img src=\"wait.gif\" data-src=\"/a.png\">").Html);

    [Fact]
    public void Characters_that_XML_forbids_go_even_as_entities()
    {
        var rendered = blog.Render("a&#1;b&#x1F;c\u0002d&#xFFFE;e\uFFFDf");
        Assert.All(rendered.Html + rendered.Text + rendered.Summary, c => Assert.False(c is < ' ' and not '\n' or '\uFFFE', $"U+{(int)c:X4}"));
        Assert.Contains("e\uFFFDf", rendered.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("&#1;x")]
    [InlineData("<p>&#1;x</p>")]
    [InlineData("<p title=\"&#1;\">x</p>")]
    [InlineData("<pre>&#11;x</pre>")]
    public void Entities_of_forbidden_characters_are_not_there(string body)
    {
        var rendered = blog.Render(body);
        Assert.DoesNotContain('\u0001', rendered.Html);
        Assert.DoesNotContain('\v', rendered.Html);
        Assert.EndsWith("x", rendered.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# A post\n\nText")]
    [InlineData("A post\n======\n\nText")]
    [InlineData("# A *post*\n\nText")]
    [InlineData("<h1>A\npost</h1>\n\nText")]
    [InlineData("<!-- note -->\n\n# A post\n\nText")]
    public void A_first_heading_that_is_the_title_is_not_printed_twice(string body) => Assert.Equal("<p>Text</p>", blog.Render(body).Html.Split("-->")[^1].Trim());

    [Theory]
    [InlineData("# Hello *big* world\n\nText")]
    [InlineData("# C# と **「重要」**です\n\nText")]
    [InlineData("![](x.png)\n\n# Hello\n\nText")]
    public void A_title_taken_from_the_body_is_not_printed_twice(string body) =>
        Assert.DoesNotContain("<h1", blog.Render(body, "layout: post").Html, StringComparison.Ordinal);

    [Fact]
    public void Another_heading_stays() => Assert.StartsWith("<h1 id=\"another\">Another</h1>", blog.Render("# Another\n\n# A post\n").Html, StringComparison.Ordinal);

    [Fact]
    public void HTML_is_text_where_authors_are_not_trusted()
    {
        using var strict = new Blog(new() { AllowHtml = Publisher.Posts.HtmlTrust.None });
        Assert.Equal("<p>a &lt;b&gt;c&lt;/b&gt;</p>", strict.Render("a <b>c</b>").Html);
    }

    [Fact]
    public void Any_soup_becomes_the_same_safe_HTML_for_every_parser() => Part.Array[0, 30].Select(string.Concat).Sample(body =>
    {
        var html = blog.Render(body).Html;
        var parsed = new HtmlParser().ParseDocument(html);
        Assert.Empty(parsed.QuerySelectorAll("script, iframe, object, embed, style, template, svg, math, form, base, meta, frameset, textarea"));
        Assert.DoesNotContain(parsed.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
    }, iter: 2_000, threads: 1);
}
