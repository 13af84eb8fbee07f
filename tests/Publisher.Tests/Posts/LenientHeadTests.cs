using Publisher.Posts;

namespace Publisher.Tests.Posts;

/// <summary>Heads that are no YAML: what can still be told is told, and never a draft overlooked.</summary>
public sealed class LenientHeadTests : IDisposable
{
    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Theory]
    [InlineData("title: Review: Adders and Arrows", "Review: Adders and Arrows")]
    [InlineData("title: @PathVariable 이름", "@PathVariable 이름")]
    [InlineData("title: `code` first", "`code` first")]
    [InlineData("title: [転載] 題", "[転載] 題")]
    [InlineData("title：全角のコロン", "全角のコロン")]
    [InlineData("title:\"no space\"", "no space")]
    [InlineData("title: \"unbalanced", "unbalanced")]
    [InlineData("title: %percent", "%percent")]
    [InlineData("title: *star* and more", "*star* and more")]
    [InlineData("title: A\nsubtitle:\n\tby: tab", "A")]
    public void The_title_is_what_stands_there(string head, string title)
    {
        var post = blog.Read($"---\nlayout: post\n{head}\ndate: 2026-01-05 10:00:00 +0900\ntags:\n- one\n- \"two words\"\n---\nText\n");
        Assert.Equal((PostStatus.Published, title), (post.Status, post.Title));
        Assert.Equal(["one", "two words"], post.Tags);
        Assert.Equal(5, post.Published!.Value.Day);
        Assert.All(post.Problems, problem => Assert.Equal(Severity.Warning, problem.Severity));
        Assert.NotEmpty(post.Problems);
    }

    [Fact]
    public void Quoted_text_may_go_on_at_the_beginning_of_a_line()
    {
        var post = blog.Read("---\ntitle: \"One title\nthat goes on: here\"\ndescription: 'And a\ndescription'\ntags: [a]\n---\nText");
        Assert.Equal(("One title that goes on: here", "And a description"), (post.Title, post.Excerpt));
        Assert.Empty(post.Problems);
    }

    [Theory]
    [InlineData("tags: #ai #coding", "ai|coding")]
    [InlineData("tags: [[a](https://a.example/x,y), b", "[a](https://a.example/x,y)|b")]
    [InlineData("tags: [a, b", "a|b")]
    public void Lists_are_found_too(string tags, string expected) =>
        Assert.Equal(expected.Split('|'), blog.Read($"---\ntitle: A: B\n{tags}\n---\nText").Tags);

    [Fact]
    public void A_hash_begins_a_title_and_a_comment_elsewhere()
    {
        var post = blog.Read("---\ntitle: #1 reason\nlayout: #post\ntags:\n---\nText");
        Assert.Equal("#1 reason", post.Title);
        Assert.Equal(2, Assert.Single(post.Problems).Line);
    }

    [Fact]
    public void A_head_that_is_never_closed_ends_where_its_lines_do()
    {
        var post = blog.Read("---\ntitle: A\ntags: [x]\n\nFirst paragraph.\n\nSecond.\n");
        Assert.Equal((PostStatus.Published, "A"), (post.Status, post.Title));
        Assert.Equal("\nFirst paragraph.\n\nSecond.\n", post.Body.Read());
        Assert.Equal(1, Assert.Single(post.Problems).Line);
    }

    [Theory]
    [InlineData("---\ntitle: A: B\ndraft: true\n---\n")]
    [InlineData("---\ntitle: A: B\ndraft true\n---\n")]
    [InlineData("---\ntitle: A: B\ndraft：true\n---\n")]
    [InlineData("---\ntitle: A: B\n\tdraft: yes\n---\n")]
    [InlineData("---\ntitle: A: B\npublished: \"false\n---\n")]
    [InlineData("---\ntitle: A\nstatus: draft\n\nText\n\nMore\n")]
    [InlineData("---\ntitle: A: B\nfoo: [draft: true\n---\n")]
    public void A_draft_stays_one(string head) => Assert.NotEqual(PostStatus.Published, blog.Status(head + "Text\n"));

    [Theory]
    [InlineData("-")]
    [InlineData("---")]
    [InlineData("---\nti")]
    [InlineData("---\ntitle: A\n")]
    [InlineData("---\ntitle: A\ndra")]
    [InlineData("+++\ntitle = 'A'\n")]
    [InlineData("{")]
    [InlineData("{ \"title\": \"A\",\n \"dr")]
    [InlineData("title: A\ndate: 2026-01-01\n")]
    public void A_file_that_was_cut_in_its_head_is_not_published(string text) => Assert.NotEqual(PostStatus.Published, blog.Status(text));

    [Fact]
    public async Task What_was_a_draft_stays_one_when_its_head_breaks()
    {
        blog.Write("2026-01-01-a.md", "---\ntitle: A\ndraft: true\n---\nText");
        await blog.LookAsync();
        blog.Write("2026-01-01-a.md", "---\ntitle: A: B\ndrbft: true\n---\nText");
        Assert.Empty((await blog.LookAsync()).Published);
    }
}
