using CsCheck;
using Publisher.Posts;
using Publisher.Posts.Rendering;

namespace Publisher.Tests.Posts;

public sealed class UsedExtensionsTests
{
    private static readonly string[] Pieces =
    [
        " ", " ", "\n", "\n", "\n\n", "\n\n", "    ", "\t", "word ", "あい", "。", "|", "a|b\n-|-\n1|2\n", "|---|", "[^1]", "[^1]: a note\n", ": a definition\n", "~ ", "~", "~~", "[ ] ", "[x] ", "- ", "* ", "1. ", "> ", "#", "# ",
        "https://a.example/b", "http://a.example", "www.a.example", "ftp://a.example/x", "mailto:me@a.example", "tel:+81-3", "hotel:", "ttp://", "](", "[a]", "(https://b.example/c)", "(http://b.example/d e)", "[b](", ")", "(", "<https://c.example>", "<", ">",
        "[r]: https://r.example/x\n", "`", "```\n", "**", "*", "_", "\\", "$", "$$", "!", "<a href=\"https://d.example\">", "</a>", "<b>", "</b>", "<!-- https://e.example -->", "&amp;", "HTTPS://A.EXAMPLE", "WWW.A.EXAMPLE", ":smile:", "\"www.q.example\"", "'",
    ];

    [Fact]
    public void A_text_is_the_same_with_the_extensions_that_its_marks_ask_for_as_with_all() =>
        Gen.Int[0, Pieces.Length - 1].Array[1, 24].Sample(
            numbers =>
            {
                var text = string.Concat(numbers.Select(number => Pieces[number]));
                Assert.Equal(Html(text, MarkdownExtensions.Common | MarkdownExtensions.Math), Html(text, Wanted(text)));
            },
            iter: 10_000);

    [Theory]
    [InlineData("Words with an [address](https://a.example) and ~~none~~.", MarkdownExtensions.Strikethrough)]
    [InlineData("| a |\n|---|\n| b |", MarkdownExtensions.Tables)]
    [InlineData("- [ ] to do\n- [x] done", MarkdownExtensions.Tasks)]
    [InlineData("A note.[^1]\n\n[^1]: It.", MarkdownExtensions.Footnotes)]
    [InlineData("Term\n: What it is", MarkdownExtensions.Definitions)]
    [InlineData("It costs $5", MarkdownExtensions.Math)]
    [InlineData("See https://a.example", MarkdownExtensions.BareLinks)]
    [InlineData("See [www.a.example](http://b.example)", MarkdownExtensions.BareLinks)]
    [InlineData("Time: 12:30, [a](/b), <https://c.example>, <img src=\"https://d.example/e.png\">", MarkdownExtensions.None)]
    internal void Only_what_occurs_is_asked_for(string text, MarkdownExtensions expected) => Assert.Equal(expected, Wanted(text));

    [Fact]
    public void An_address_behind_what_looks_like_a_link_and_is_none_leads_somewhere_all_the_same() =>
        Assert.Contains("<a href=\"https://a.example/b\">", Html("no link](https://a.example/b c)", Wanted("no link](https://a.example/b c)")), StringComparison.Ordinal);

    private static MarkdownExtensions Wanted(string text) => (MarkdownExtensions.Common | MarkdownExtensions.Math) & UsedExtensions.In(text);

    private static string Html(string text, MarkdownExtensions extensions) => MarkdownBody.Convert(text, HtmlTrust.Safe, _ => true, extensions).Html;
}
