using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using Publisher.Mail.Html;

namespace Publisher.Tests.Mail.Html;

/// <summary>What becomes of a post's HTML on its way into a mail.</summary>
public sealed class MailBodyTests
{
    private static readonly Uri Page = new("https://blog.example/post/");
    private static readonly BodyWords Words = new("Watch the video", "Listen", "A picture, on the web");
    private static readonly StyleSheet None = StyleSheet.Parse("");

    private static readonly Gen<string> Part = Gen.OneOf(
        "<p>", "</p>", "<div>", "</div>", "<table>", "<tr><td>", "</table>", "<ul><li>", "</ul>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "<h1>", "<h5>", "</h5>", "<a href='https://x.example/'>", "</a>", "<img src=https://x.example/1.png>",
        "<img src=data:image/png;base64,AA==>", "<img width=1 height=1 src=https://x.example/p>", "<script>alert(1)</script>", "<style>p{}</style>", "<form><input>", "<iframe src=x>", "<svg><script>", "<!--[if mso]>", "<![endif]-->", "words ", "日本語。", "<sup>", "<figure>", "<figcaption>", "<details><summary>", "<a class=footnote-ref href='#fn:1'>1</a>", "<a href=https://youtu.be/dQw4w9WgXcQ>https://youtu.be/dQw4w9WgXcQ</a>");

    [Theory]
    [InlineData("<script>alert(1)</script><p onclick=x>a</p>", "<p>a</p>")]
    [InlineData("<form action=/x><p>a <input name=b><button>c</button></p></form>", "<div><p>a </p></div>")]
    [InlineData("<style>p { display: none }</style><p style=\"position:fixed\" class=\"button\" id=b>a</p>", "<p>a</p>")]
    [InlineData("<p>a</p><!--[if mso]><b>hidden</b><![endif]-->", "<p>a</p>")]
    [InlineData("<figure><img src=\"https://x.example/a.png\" alt=b width=300 height=200><figcaption>c</figcaption></figure>", "<div><img src=\"https://x.example/a.png\" alt=\"b\" width=\"300\" height=\"200\"><p>c</p></div>")]
    [InlineData("<details><summary>More</summary><p>a</p></details>", "<div><p>More</p><p>a</p></div>")]
    [InlineData("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>", "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>")]
    [InlineData("<ul><li><input type=checkbox checked disabled> done</li></ul>", "<ul><li>☑  done</li></ul>")]
    [InlineData("<font color=red>a</font> <blink>b</blink>", "a b")]
    public void Only_what_every_mail_program_shows_stays(string html, string expected) => Assert.Equal(expected, Shape(html));

    [Theory]
    [InlineData("<p><img src=\"https://x.example/a.png\"></p>", "<p><img src=\"https://x.example/a.png\" alt=\"\" width=\"528\"></p>")]
    [InlineData("<p>a <img src=\"https://x.example/a.png\"> b</p>", "<p>a <img src=\"https://x.example/a.png\" alt=\"\"> b</p>")]
    [InlineData("<img src=\"https://x.example/a.png\" alt=b width=1200 height=800>", "<img src=\"https://x.example/a.png\" alt=\"b\" width=\"528\">")]
    [InlineData("<img src=\"http://x.example/a.png\" alt=b width=20 height=20 srcset=\"b.png 2x\" loading=lazy>", "<img src=\"https://x.example/a.png\" alt=\"b\" width=\"20\" height=\"20\">")]
    [InlineData("<img src=\"https://日本.example/写真.png\" alt=b width=20>", "<img src=\"https://xn--wgv71a.example/%E5%86%99%E7%9C%9F.png\" alt=\"b\" width=\"20\">")]
    [InlineData("<p>a</p><p><a href=\"https://x.example/\"><img src=\"https://x.example/p\" width=1 height=1></a></p>", "<p>a</p>")]
    [InlineData("<p>a<img src=\"https://x.example/p\" height=\"0\"></p>", "<p>a</p>")]
    [InlineData("<img src=\"data:image/png;base64,AA==\" alt=b>", "<a href=\"https://blog.example/post/\">A picture, on the web: b</a>")]
    public void Pictures_have_an_address_an_alternative_and_no_more_width_than_there_is(string html, string expected) => Assert.Equal(expected, Shape(html));

    [Theory]
    [InlineData("<a href=\"https://www.youtube.com/embed/dQw4w9WgXcQ\">https://www.youtube.com/embed/dQw4w9WgXcQ</a>", "<p><a href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\"><img src=\"https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg\" width=\"480\" height=\"360\" alt=\"\"><br>▶ Watch the video</a></p>")]
    [InlineData("<p><a href=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=3\">A talk</a></p>", "<p><a href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\"><img src=\"https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg\" width=\"480\" height=\"360\" alt=\"A talk\"><br>▶ Watch the video</a></p>")]
    [InlineData("<p><a href=\"https://player.vimeo.com/video/1234\">A talk</a></p>", "<p><a href=\"https://vimeo.com/1234\">▶ Watch the video: A talk</a></p>")]
    [InlineData("<p><a href=\"https://x.example/a.mp4\"><img src=\"https://x.example/poster.png\"><br>https://x.example/a.mp4</a></p>", "<p><a href=\"https://x.example/a.mp4\"><img src=\"https://x.example/poster.png\" alt=\"\" width=\"528\"><br>▶ Watch the video</a></p>")]
    [InlineData("<p><a href=\"https://x.example/a.mp3\">Episode 1</a></p>", "<p><a href=\"https://x.example/a.mp3\">▶ Listen: Episode 1</a></p>")]
    [InlineData("<p>See <a href=\"https://youtu.be/dQw4w9WgXcQ\">my talk</a>.</p>", "<p>See <a href=\"https://youtu.be/dQw4w9WgXcQ\">my talk</a>.</p>")]
    [InlineData("<p><a href=\"https://youtu.be/dQw4w9WgXcQ\">My talk</a></p>", "<p><a href=\"https://youtu.be/dQw4w9WgXcQ\">My talk</a></p>")]
    public void Films_and_sound_are_links_that_say_so_with_a_picture_where_one_is_known(string html, string expected) => Assert.Equal(expected, Shape(html));

    [Theory]
    [InlineData("<a href=\"https://thief.example/\">https://bank.example/</a>", "<a href=\"https://thief.example/\">https://thief.example/</a>")]
    [InlineData("<a href=\"https://thief.example/\">www.bank.example</a>", "<a href=\"https://thief.example/\">https://thief.example/</a>")]
    [InlineData("<a href=\"https://www.bank.example/in\">bank.example</a>", "<a href=\"https://www.bank.example/in\">bank.example</a>")]
    [InlineData("<a href=\"https://docs.bank.example/\">https://bank.example/</a>", "<a href=\"https://docs.bank.example/\">https://bank.example/</a>")]
    [InlineData("<a href=\"https://日本.example/道\">a</a>", "<a href=\"https://xn--wgv71a.example/%E9%81%93\">a</a>")]
    [InlineData("<a href=\"javascript:alert(1)\">a</a>", "a")]
    [InlineData("<a href=\"https://gi\uFFFDt.example/\">a</a>", "a")]
    [InlineData("<a href=\"https://bank.example/\">https://gi\uFFFDt.example/</a>", "<a href=\"https://bank.example/\">https://bank.example/</a>")]
    [InlineData("<p>a<img src=\"https://gi\uFFFDt.example/a.png\" alt=b width=20></p>", "<p>a<a href=\"https://blog.example/post/\">A picture, on the web: b</a></p>")]
    [InlineData("<a href=\"mailto:a@example.com\">a</a>", "<a href=\"mailto:a@example.com\">a</a>")]
    [InlineData("<a name=x>a</a>", "a")]
    [InlineData("a<a href=\"https://x.example/\"> </a>", "a")]
    [InlineData("<p><a href=\"https://x.example/b\"><img src=\"https://x.example/a.png\" width=9 height=9></a> a</p>", "<p><a href=\"https://x.example/b\"><img src=\"https://x.example/a.png\" width=\"9\" height=\"9\" alt=\"x.example\"></a> a</p>")]
    [InlineData("<h2>A <a href=\"https://blog.example/post/#a\">#</a></h2>", "<h2>A </h2>")]
    public void Links_lead_where_they_say_and_have_a_name(string html, string expected) => Assert.Equal(expected, Shape(html));

    [Theory]
    [InlineData("<p>a<a id=\"fnref:1\" href=\"https://blog.example/post/#fn:1\" class=\"footnote-ref\"><sup>1</sup></a></p>", "<p>a<sup>[1]</sup></p>")]
    [InlineData("<p>a<sup id=\"fnref:1\"><a href=\"https://blog.example/post/#fn:1\" class=\"footnote\" role=\"doc-noteref\">1</a></sup></p>", "<p>a<sup>[1]</sup></p>")]
    [InlineData("<div class=\"footnotes\"><ol><li id=\"fn:1\"><p>b <a href=\"https://blog.example/post/#fnref:1\" class=\"footnote-back-ref\">↩</a></p></li></ol></div>", "<div><ol><li><p>b </p></li></ol></div>")]
    public void Notes_do_without_links(string html, string expected) => Assert.Equal(expected, Shape(html));

    [Theory]
    [InlineData("<h1>a</h1><h3>b</h3><h3>c</h3><h2>d</h2>", "h2 h3 h3 h2")]
    [InlineData("<h4>a</h4><h6>b</h6><h2>c</h2><h5>d</h5>", "h2 h3 h2 h3")]
    public void Headings_skip_no_level(string html, string expected) => Assert.Equal(expected, string.Join(' ', Parse(Shape(html)).QuerySelectorAll("h1, h2, h3, h4, h5, h6").Select(heading => heading.LocalName)));

    [Fact]
    public void Tables_of_data_name_their_heads_and_stand_in_a_box()
    {
        var table = Parse(Shape("<table class=x border=1><thead><tr><th style=\"text-align: right\">a</th></tr></thead><tbody><tr><th>b</th><td>c</td></tr></tbody></table>"));

        Assert.Equal("<div><table><thead><tr><th align=\"right\" scope=\"col\">a</th></tr></thead><tbody><tr><th scope=\"row\">b</th><td>c</td></tr></tbody></table></div>", table.InnerHtml);
    }

    [Theory]
    [InlineData("<p>aaaa</p><p>bbbb</p><p>cccc</p>", 22, "<p>aaaa</p><p>bbbb</p>")]
    [InlineData("<p>aaaa</p><h2>b</h2><p>cccc</p>", 25, "<p>aaaa</p>")]
    [InlineData("<ul><li>aaaa</li><li>bbbb</li><li>cccc</li></ul><p>d</p>", 38, "<ul><li>aaaa</li><li>bbbb</li></ul>")]
    [InlineData("<p>ああああ</p>", 18, "")]
    public void What_is_too_long_is_cut_between_blocks(string html, int octets, string expected)
    {
        var body = MailBody.Shape(html, Page, Words, None, octets);

        Assert.Equal((expected, true), (body.Html, body.IsCut));
        Assert.False(MailBody.Shape(html, Page, Words, None, 10_000).IsCut);
    }

    [Fact]
    public void Whatever_a_post_holds_its_mail_is_harmless_and_in_bounds() => Part.Array[0, 40].Select(string.Concat).Sample(
        html =>
        {
            var shaped = MailBody.Shape(html, Page, Words, None, 600);
            var body = Parse(shaped.Html);
            Assert.True(Encoding.UTF8.GetByteCount(shaped.Html) <= 620, html);
            Assert.Empty(body.QuerySelectorAll("script, style, form, input, iframe, svg, video, object, embed, link, meta, base"));
            Assert.Empty(body.Descendants<IComment>());
            Assert.All(body.QuerySelectorAll("a"), link => Assert.StartsWith("https://", link.GetAttribute("href"), StringComparison.Ordinal));
            Assert.All(body.QuerySelectorAll("img"), picture => Assert.True(picture.HasAttribute("alt") && picture.GetAttribute("src")!.StartsWith("https://", StringComparison.Ordinal)));
            Assert.All(body.QuerySelectorAll("*"), element => Assert.DoesNotContain(element.Attributes, attribute => attribute.Name is "class" or "id" or "style" || attribute.Name.StartsWith("on", StringComparison.Ordinal)));
        },
        iter: 3_000);

    [Fact]
    public void Endless_nesting_ends()
    {
        var body = Parse(Shape(string.Concat(Enumerable.Repeat("<div><blockquote>", 120)) + "deep" + string.Concat(Enumerable.Repeat("</blockquote></div>", 120))));

        Assert.Equal("deep", body.TextContent);
        Assert.InRange(body.QuerySelectorAll("*").Length, 1, 24);
    }

    private static string Shape(string html) => MailBody.Shape(html, Page, Words, None, 100_000).Html;

    private static IElement Parse(string html) => new HtmlParser().ParseDocument($"<body>{html}</body>").Body!;
}
