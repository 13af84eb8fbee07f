using Publisher.Posts.Reading;

namespace Publisher.Tests.Posts;

public sealed class HeadingsTests : IDisposable
{
    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Theory]
    [InlineData("# One\n\nText\n\n# Two", "One")]
    [InlineData("Text\n\n  # One #", "One")]
    [InlineData("# Learning C#", "Learning C#")]
    [InlineData("# One ##  ", "One")]
    [InlineData("One\n===\n\nText", "One")]
    [InlineData("## Two\n\n# One", "One")]
    [InlineData("```\n# code\n~~~\n# code\n```\n# One", "One")]
    [InlineData("    # code\n\n# One", "One")]
    [InlineData("<!--\n# hidden\n-->\n\n# One", "One")]
    [InlineData("# Hello *big* [world](https://example.com) `x`", "Hello big world x")]
    [InlineData("# **「重要」**です", "「重要」です")]
    [InlineData("# Map<String,String> &amp; co", "Map<String,String> & co")]
    [InlineData("#\n\n# One", "One")]
    [InlineData("#hashtag", null)]
    [InlineData("No heading", null)]
    [InlineData("", null)]
    public void The_first_heading_of_level_one_is_found(string body, string? expected) => Assert.Equal(expected, Headings.First(body));

    [Fact]
    public void Deep_nesting_is_no_crash() => Assert.Null(Headings.First(new string('>', 10_000) + " # x"));

    [Theory]
    [InlineData("title: From the head", "From the head")]
    [InlineData("title: ''", "From the body")]
    [InlineData("title:", "From the body")]
    [InlineData("title: \"  \"", "From the body")]
    [InlineData("title: \"\\u0001\"", "From the body")]
    [InlineData("title: [a list]", "[a list]")]
    [InlineData("title: []", "From the body")]
    [InlineData("title: \"two\\nlines\"", "two lines")]
    [InlineData("title: \"AWSの売上\\uFFFD\"", "AWSの売上\uFFFD")]
    public void The_head_names_the_title_else_the_body_does(string head, string expected) =>
        Assert.Equal(expected, blog.Read($"---\n{head}\n---\n# From the body\n").Title);

    [Theory]
    [InlineData("2026-02-11-the-file-NAME.md", "The File Name")]
    [InlineData("2026-02-11-###.md", "2026-02-11-###")]
    [InlineData("2026-02-11-dots...md", "Dots")]
    public void The_file_name_is_the_last_title(string name, string expected) => Assert.Equal(expected, blog.Read("Body", name).Title);

    [Fact]
    public void A_replacement_character_is_kept_and_said()
    {
        var problem = Assert.Single(blog.Read("---\nlayout: post\ntitle: \"a\uFFFDb\"\n---\nBody").Problems);
        Assert.Equal(3, problem.Line);
        Assert.Contains("U+FFFD", problem.Message, StringComparison.Ordinal);
    }
}
