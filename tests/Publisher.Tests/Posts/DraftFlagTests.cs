using Publisher.Posts;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts;

public sealed class DraftFlagTests : IDisposable
{
    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Theory]
    [InlineData("draft: true")]
    [InlineData("draft: 'true'")]
    [InlineData("Draft: TRUE")]
    [InlineData("draft : yes")]
    [InlineData("\"draft\": on")]
    [InlineData("draft: 1")]
    [InlineData("published: false")]
    [InlineData("published: \"false\"")]
    [InlineData("publish: no")]
    [InlineData("public: off")]
    [InlineData("published: 0")]
    [InlineData("status: draft")]
    [InlineData("status: Pending")]
    [InlineData("status: 'PRIVATE '")]
    [InlineData("status: trash")]
    [InlineData("status: [draft]")]
    [InlineData("status: draft\n  - book")]
    [InlineData("status: draft\n\n  - book")]
    [InlineData("base: &b {draft: true}\n<<: *b")]
    [InlineData("draft: &d true")]
    [InlineData("draft: false\npublished: false")]
    [InlineData("draft: true\npublished: true")]
    [InlineData("draft: !!bool true")]
    public void A_head_can_say_not_yet(string head) => Assert.Equal(PostStatus.Draft, blog.Status(Some.PostText(more: head)));

    [Theory]
    [InlineData("draft: maybe")]
    [InlineData("draft: ''")]
    [InlineData("draft: y")]
    [InlineData("draft: 2")]
    [InlineData("draft: [false]")]
    [InlineData("draft: {a: b}")]
    [InlineData("draft: falsch")]
    [InlineData("published: later")]
    [InlineData("published: [true]")]
    [InlineData("published: 12:30")]
    [InlineData("published: 3.5")]
    [InlineData("publish: いつか")]
    [InlineData("public: ''")]
    public void In_doubt_it_is_a_draft_and_that_is_said(string head)
    {
        var post = blog.Read(Some.PostText(more: head));
        Assert.Equal(PostStatus.Draft, post.Status);
        var problem = Assert.Single(post.Problems);
        Assert.Equal((9, Severity.Warning), (problem.Line, problem.Severity));
    }

    [Theory]
    [InlineData("")]
    [InlineData("draft:")]
    [InlineData("draft: false")]
    [InlineData("draft: 'no'")]
    [InlineData("published: true")]
    [InlineData("published: 2026-01-01")]
    [InlineData("publish: 2026-01-01 10:00:00 +0900")]
    [InlineData("status: Closed")]
    [InlineData("status: publish")]
    [InlineData("status:")]
    [InlineData("sitemap: false")]
    public void Nothing_else_holds_a_post_back(string head) => Assert.Equal(PostStatus.Published, blog.Status(Some.PostText(more: head)));

    [Theory]
    [InlineData("_drafts/a.md")]
    [InlineData("drafts/2026-01-01-a.md")]
    [InlineData("Draft/2026-01-01-a.md")]
    [InlineData("deep/Templates/in/2026-01-01-a.md")]
    public void A_folder_of_drafts_holds_drafts(string name) => Assert.Equal(PostStatus.Draft, blog.Status(Some.PostText(more: "draft: false"), name));

    [Theory]
    [InlineData("--\ntitle: A\ndraft: true\n---\nBody")]
    [InlineData(" ---\ntitle: A\npublished: false\n---\nBody")]
    public void A_head_that_is_not_recognised_still_says_not_yet(string text)
    {
        var post = blog.Read(text);
        Assert.Equal(PostStatus.Draft, post.Status);
        Assert.Single(post.Problems);
    }

    [Theory]
    [InlineData("The draft is done.")]
    [InlineData("+++\ntitle = 'A'\ndraft = false\n+++\nBody")]
    [InlineData("{\n  \"draft\": false\n}\nBody")]
    [InlineData("My status: fine.")]
    public void A_text_without_a_head_is_a_post(string text) => Assert.Equal(PostStatus.Published, blog.Status(text));

    [Fact]
    public void A_default_of_the_site_file_can_say_not_yet()
    {
        blog.Files.Write("_config.yml", "defaults:\n  - scope: {path: posts/hidden}\n    values: {published: false}\n");
        Assert.Equal(PostStatus.Draft, blog.Status(Some.PostText(), "hidden/2026-02-11-a.md"));
        Assert.Equal(PostStatus.Published, blog.Status(Some.PostText(more: "published: true"), "hidden/2026-02-11-b.md"));
        Assert.Equal(PostStatus.Published, blog.Status(Some.PostText(), "shown/2026-02-11-a.md"));
    }
}
