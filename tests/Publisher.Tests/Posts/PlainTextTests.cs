using AngleSharp.Html.Parser;
using CsCheck;
using Publisher.Posts.Rendering;

namespace Publisher.Tests.Posts;

public sealed class PlainTextTests
{
    private static readonly Gen<string> Part = Gen.OneOf("<p>", "</p>", "<pre>", "</pre>", "<a href=http://x.example>", "</a>", "<br>", "<li>", "<ul>", "</ul>", "<div>", "</div>", " ", "\n", "   ", "x", "<td>", "<tr>", "<table>", "</table>", "<hr>", "<img alt=' y '>", "<h1>", "　");

    [Theory]
    [InlineData("<p>One\n two</p><p>Three</p>", "One two\n\nThree")]
    [InlineData("<p>One<br>two</p>", "One\ntwo")]
    [InlineData("<ul><li>a</li><li>b</li></ul>", "- a\n- b")]
    [InlineData("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b")]
    [InlineData("<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n<p>c</p></li></ul>", "- a\n- b\n\n  c")]
    [InlineData("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b")]
    [InlineData("<p><a href=\"https://x.example/\">x</a>!</p>", "x <https://x.example/>!")]
    [InlineData("<p><a href=\"https://x.example/\">https://x.example/</a></p>", "https://x.example/")]
    [InlineData("<p><a href=\"mailto:a@x.example\">a</a></p>", "a")]
    [InlineData("<p><a href=\"https://x.example/\"><img alt=\"\"></a>y</p>", "y")]
    [InlineData("<p>a <img alt=\"b\"> c</p>", "a b c")]
    [InlineData("<pre><code>a\n  b\n</code></pre><p>c</p>", "    a\n      b\n\nc")]
    [InlineData("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>", "a | b\nc | d")]
    [InlineData("<p>a</p><hr><p>b</p>", "a\n\n----\n\nb")]
    [InlineData("<p>　字下げ</p><p>a&nbsp;b</p>", "字下げ\n\na b")]
    [InlineData("<p>a<!-- b -->c</p>", "ac")]
    [InlineData("", "")]
    public void Blocks_stand_apart(string html, string expected) => Assert.Equal(expected, Of(html));

    [Fact]
    public void Addresses_can_be_left_away() => Assert.Equal("x!", PlainText.Line(Body("<a href=\"https://x.example/\">x</a>!")));

    [Fact]
    public void A_link_that_breaks_the_line_before_it_is_no_crash() => Assert.Equal("    x\n    y <http://x.example>", Of("<pre>x\n   <a href=\"http://x.example\"><br>y</a></pre>"));

    [Fact]
    public void Any_markup_reads_without_ragged_lines() => Part.Array[0, 25].Select(string.Concat).Sample(html =>
    {
        var text = Of(html);
        Assert.Equal(text.TrimStart('\n').TrimEnd(), text);
        if (!html.Contains("<pre>", StringComparison.Ordinal))
            Assert.DoesNotContain("\n\n\n", text, StringComparison.Ordinal);
    }, iter: 5_000);

    private static string Of(string html) => PlainText.Of(Body(html));

    private static AngleSharp.Dom.IElement Body(string html) => new HtmlParser().ParseDocument($"<body>{html}</body>").Body!;

    [Fact]
    public void A_paragraph_of_text_alone_reads_the_same_without_a_document() =>
        Gen.OneOf("word", " ", "\n", "日本", "\u3000", "&amp;", "&lt;", "&quot;", "&copy;", "\u00A0", "\t", "🦀", "a < b", "<b>x</b>", "</p>").Array[0, 8].Select(parts => $"<p>{string.Concat(parts)}</p>").Sample(html =>
        {
            if (PlainText.LineOfParagraph(html) is { } line)
                Assert.Equal(PlainText.Line(new HtmlParser().ParseDocument(html).Body!), line);
        });
}
