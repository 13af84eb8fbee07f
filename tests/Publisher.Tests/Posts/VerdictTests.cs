using Publisher.Posts;
using Publisher.Posts.Reading;

namespace Publisher.Tests.Posts;

public sealed class VerdictTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Post Post = new() { Path = "a.md", Published = Now.AddDays(-1), Url = new("https://blog.example/a") };

    [Theory]
    [InlineData(-1, "Published")]
    [InlineData(0, "Published")]
    [InlineData(1, "Scheduled")]
    public void A_post_is_published_at_its_instant_and_not_before(int seconds, string expected)
    {
        var post = Post with { Published = Now.AddSeconds(seconds) };
        Assert.Equal(expected, Verdict.At(post, Now, drafts: false, future: false).Status.ToString());
        Assert.Equal(PostStatus.Published, Verdict.At(post, Now, drafts: false, future: true).Status);
    }

    [Theory]
    [InlineData(-1, "Expired")]
    [InlineData(0, "Expired")]
    [InlineData(1, "Published")]
    public void A_post_ends_at_the_instant_it_expires(int seconds, string expected) =>
        Assert.Equal(expected, Verdict.At(Post with { Expires = Now.AddSeconds(seconds) }, Now, drafts: false, future: false).Status.ToString());

    [Fact]
    public void Without_a_date_it_is_hidden_and_says_why()
    {
        var post = Verdict.At(Post with { Published = null, Url = null }, Now, drafts: true, future: true);
        Assert.Equal(PostStatus.Hidden, post.Status);
        Assert.Contains("no date", post.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_is_shown_on_request_and_never_mailed()
    {
        var draft = Post with { Status = PostStatus.Draft, Reason = "draft: true" };
        Assert.Equal(draft, Verdict.At(draft, Now, drafts: false, future: true));
        var shown = Verdict.At(draft, Now, drafts: true, future: false);
        Assert.Equal((PostStatus.Published, false), (shown.Status, shown.Mailable));
        Assert.Equal(PostStatus.Draft, Verdict.At(draft with { Published = null, Url = null }, Now, drafts: true, future: false).Status);
    }

    [Theory]
    [InlineData("Broken")]
    [InlineData("Skipped")]
    public void What_could_not_be_read_stays_so(string status)
    {
        var post = Post with { Status = Enum.Parse<PostStatus>(status) };
        Assert.Same(post, Verdict.At(post, Now, drafts: true, future: true));
        Assert.Null(Verdict.NextChange(post));
    }

    [Fact]
    public void The_next_change_is_the_due_time_then_the_end()
    {
        var post = Post with { Published = Now.AddDays(1), Expires = Now.AddDays(2) };
        Assert.Equal(Now.AddDays(1), Verdict.NextChange(Verdict.At(post, Now, drafts: false, future: false)));
        Assert.Equal(Now.AddDays(2), Verdict.NextChange(Verdict.At(post, Now.AddDays(1), drafts: false, future: false)));
        Assert.Null(Verdict.NextChange(Verdict.At(post, Now.AddDays(2), drafts: false, future: false)));
    }
}
