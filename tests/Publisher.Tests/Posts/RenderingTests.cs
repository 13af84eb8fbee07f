using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Posts.Rendering;

namespace Publisher.Tests.Posts;

public sealed class RenderingTests
{
    private static readonly Site Site = new() { Title = "A blog", Url = new("https://example.com/"), Language = "en", TimeZone = TimeZoneInfo.Utc };

    [Fact]
    public void The_columns_of_a_table_keep_their_side() =>
        Assert.Contains("<td align=\"right\">1999</td>", Render("| Format | Since |\n|---|---:|\n| RSS | 1999 |\n").Html, StringComparison.Ordinal);

    [Fact]
    public void Tasks_show_whether_they_are_done()
    {
        var rendered = Render("- [x] write\n- [ ] publish\n");

        Assert.Contains("☑ write", rendered.Html, StringComparison.Ordinal);
        Assert.Equal("- ☑ write\n- ☐ publish", rendered.Text);
    }

    [Fact]
    public void Text_keeps_the_shape_of_lists() =>
        Assert.Equal("1. First\n2. Second\n\n   with a paragraph\n\n- a\n  - within\n- b", Render("1. First\n\n2. Second\n\n   with a paragraph\n\n<!-- -->\n\n- a\n  - within\n- b\n").Text);

    [Fact]
    public void Text_marks_quotations_and_explanations() =>
        Assert.Equal("> One.\n>\n> Two.\n\nTerm\n  Its meaning.\n\nEnd.", Render("> One.\n>\n> Two.\n\nTerm\n:   Its meaning.\n\nEnd.\n").Text);

    [Fact]
    public void Text_sets_the_cells_of_a_table_apart() =>
        Assert.Equal("Format | Since\nRSS | 1999", Render("| Format | Since |\n|---|---|\n| RSS | 1999 |\n").Text);

    [Fact]
    public void Text_gives_footnotes_by_number() =>
        Assert.Equal("Said.[1]\n\n----\n\n1. Where it was said.", Render("Said.[^a]\n\n[^a]: Where it was said.\n").Text);

    [Theory]
    [InlineData("![A picture](a.png)\n\nSaid [here](https://example.com/).[^a]\n\n[^a]: Where it was said.\n")]
    [InlineData("Said [here](https://example.com/).\n\n<!--more-->\n\nMore.\n")]
    public void Summaries_hold_words_only(string body) => Assert.Equal("Said here.", Render(body).Summary);

    private static RenderedPost Render(string body)
    {
        using var renderer = Blog.Renderer(Site, SiteFile.None, new());
        return renderer.Render(new() { Path = "post.md", Status = PostStatus.Published, Title = "A post", Body = PostBody.Kept(body) });
    }
}
