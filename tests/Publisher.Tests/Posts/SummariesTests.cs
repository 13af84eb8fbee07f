using System.Globalization;

namespace Publisher.Tests.Posts;

public sealed class SummariesTests : IDisposable
{
    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Theory]
    [InlineData("One **two**.\n\nThree.", "One two.")]
    [InlineData("# Heading\n\n![image](x.png)\n\n<!-- note -->\n\nOne\ntwo.", "One two.")]
    [InlineData("One.\n\nTwo.\n\n<!--more-->\n\nThree.", "One. Two.")]
    [InlineData("One. <!-- more --> Two.", "One.")]
    [InlineData("*One\n<!--more-->\ntwo*", "*One")]
    [InlineData("<!--more-->\n\nOne.", "One.")]
    [InlineData("One <b>two &lt;3</b>.", "One two <3.")]
    [InlineData("See [this](https://x.example/).\n\n<!--more-->", "See this.")]
    [InlineData("```\ncode\n```", "")]
    [InlineData("", "")]
    public void The_first_real_paragraph_sums_up(string body, string expected) => Assert.Equal(expected, blog.Render(body).Summary);

    [Theory]
    [InlineData("excerpt: \"**Amazon、AWS**について[詳しく](https://x.example/)。\"", "Amazon、AWSについて詳しく。")]
    [InlineData("description: A <em>word</em>", "A word")]
    [InlineData("excerpt: \"\"", "")]
    [InlineData("excerpt:", "Body.")]
    [InlineData("summary: 'a&#1;b <script>alert(1)</script>'", "ab")]
    [InlineData("excerpt: \"one\\n\\ntwo\"", "one two")]
    public void The_head_goes_before_the_body(string head, string expected) =>
        Assert.Equal(expected, blog.Render("Body.", head).Summary.Replace("\uFFFD", "", StringComparison.Ordinal));

    [Fact]
    public void The_configured_mark_ends_a_summary()
    {
        using var marked = new Blog(new() { ExcerptSeparator = "<!--cut-->" });
        Assert.Equal("One. Two.", marked.Render("One.\n\nTwo.\n<!--cut-->\nThree.").Summary);
    }

    [Fact]
    public void A_blank_mark_is_none()
    {
        blog.Files.Write("_config.yml", "excerpt_separator: \"\\n\\n\"\n");
        Assert.Equal("One.", blog.Render("One.\n\nTwo.").Summary);
    }

    [Theory]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("か\u3099")]
    [InlineData("𠮷")]
    public void A_long_paragraph_is_cut_between_graphemes(string grapheme)
    {
        var summary = blog.Render(string.Concat(Enumerable.Repeat(grapheme, 500))).Summary;
        Assert.Equal(string.Concat(Enumerable.Repeat(grapheme, 280)) + "…", summary);
        Assert.Equal(281, new StringInfo(summary).LengthInTextElements);
        Assert.DoesNotContain("…", blog.Render(string.Concat(Enumerable.Repeat(grapheme, 280))).Summary, StringComparison.Ordinal);
    }
}
