using System.Text;
using Publisher.Posts;

namespace Publisher.Tests.Posts;

/// <summary>Each damage that once did harm.</summary>
public sealed class DamagedPostsTests : IDisposable
{
    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Theory]
    [InlineData("Title: A\n\nDate: 2026-02-11\nStatus: draft\n\nBody")]
    [InlineData("title: A\n---\ndraft: true\ndate: 2026-02-11\n---\n\nBody")]
    [InlineData("---\ntitle: A\n---\ndraft: true\n---\n\nBody")]
    [InlineData("---\ntitle: A\n---\n\n;[e/\ntype: letter\ndraft: true\nlang: ja\n\n---\n\nBody")]
    [InlineData("title: A\n---\nauthors: me\ndraft: true\n\ntags: [a]\n---\n\nBody")]
    [InlineData("+++\ntitle = 'A'\n+++\nhor = \"me\"\ndraft = true\n\ntags = []\n+++\n\nBody")]
    [InlineData("title: A\n---\n8:56\nauthor: me\ndraft: true\n\nBody")]
    [InlineData("---\ntitle: A\n---\nrest of the title\"\ndraft: true\n---\n\nBody")]
    [InlineData("{ \"title\": \"A\" }\n\n,\n  \"draft\": true,\n  \"author\": \"me\"\n}\n\nBody")]
    [InlineData("+++\ntitle = 'A'\n+++\ndraft = true\n+++\n\nBody")]
    [InlineData("---\ntitle: A\n---\nS Foundation\ndate: 2020-06-23T00\n---\n:00:00.000Z\nauthors: me\ndraft: true\ntags: [news]\n---\n\nBody")]
    [InlineData("---\ntitle: A\n---\nuthor: me\nlayout: post\nurl: 'x\n---\ny'\ndraft: yes\ndate: '2012-07-31'\n---\nBody")]
    [InlineData("title: A\n\n---\ndraft: true\n\n---\nh1. A\npermalink: a\n\nBody")]
    [InlineData("type: letter\ntitle: A\n---\nlayout: letter\nlang: ja\n\nstatus: draft\npraise:\n  - url: x\n\nBody")]
    public void A_flag_right_below_a_head_that_ended_too_soon_counts(string text)
    {
        var post = blog.Read(text);
        Assert.Equal(PostStatus.Draft, post.Status);
        Assert.Equal(1 + text[..text.IndexOf("draft", StringComparison.Ordinal)].Count(c => c == '\n'), Assert.Single(post.Problems).Line);
    }

    [Fact]
    public void A_flag_below_a_thousand_blank_lines_in_a_head_of_mere_lines_counts() =>
        Assert.Equal(PostStatus.Draft, blog.Status($"tags:\n{string.Concat(Enumerable.Repeat("  \n", 1000))}  x\ntitle: A\ndate: 2026-02-11\nstatus: draft\n\nBody"));

    [Theory]
    [InlineData("---\ntitle: A\n---\n\nThe flag:\n\ndraft: true\n---\n")]
    [InlineData("---\ntitle: A\n---\nDraft: that is a word.\n\n---\n")]
    [InlineData("Title: A\n\nA draft is no post.")]
    [InlineData("---\ntitle: A\n---\nDraft: that is a word.\n")]
    [InlineData("---\ntitle: A\n---\nDraft: that is a word.\n\nNext: another.\n")]
    [InlineData("---\ntitle: A\n---\nA heading\n---\n\ndraft: true\nauthor: me\n\n---\n")]
    [InlineData("---\ntitle: A\n---\nNote: a word.\n\nText.\n\ndraft: true\nauthor: me\n")]
    public void Text_below_a_head_may_speak_of_drafts(string text) => Assert.Equal(PostStatus.Published, blog.Status(text));

    [Theory]
    [InlineData("---\ntitle: A\nlang: ja\n\ndraft: true\nauthor: me\n")]
    [InlineData("---\ntitle: A\naut`ors:\n- one\ndraft: true\n-,-\n\nBody\n")]
    public void A_flag_below_the_lines_of_a_head_that_is_never_closed_counts(string text) => Assert.Equal(PostStatus.Draft, blog.Status(text));

    // With a byte more all of what follows stands in the right places to be read as UTF-16.
    [Theory]
    [InlineData("---\ntitle: A\ndraft: true\n")]
    [InlineData("---\ntitle: AA\ndraft: true\n")]
    public void The_head_of_one_file_before_the_utf_16_of_another_hides_no_flag(string head) =>
        Assert.Equal(PostStatus.Broken, blog.Read([.. Encoding.ASCII.GetBytes(head), 0xFF, 0xFE, .. Encoding.Unicode.GetBytes("---\ntitle: B\n---\n\nBody of the other post")]).Status);

    [Theory]
    [InlineData("external_url", "gi\uFFFDt.example")]
    [InlineData("canonical_url", "gi\uFFFDt.example")]
    [InlineData("external_url", "qi\u00A0ita.example")]
    public void An_address_whose_host_lost_a_character_is_left_out(string key, string host)
    {
        var post = blog.Read($"---\ntitle: A\n{key}: https://{host}/1\nimage: https://{host}/1.png\npodcast_file: https://{host}/1.mp3\n---\n\nBody");

        Assert.Equal((PostStatus.Published, null, null, 0), (post.Status, post.External, post.Canonical, post.Enclosures.Count));
        var problem = Assert.Single(post.Problems);
        Assert.Equal((3, true), (problem.Line, problem.Message.Contains(host, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_permalink_whose_host_lost_a_character_is_none() =>
        Assert.Equal("blog.example", blog.Read("---\ntitle: A\npermalink: https://gi\uFFFDt.example/1\n---\n\nBody").Url!.IdnHost);

    [Fact]
    public void A_post_in_utf_16_whose_bytes_shift_for_some_lines_is_broken()
    {
        var whole = (byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes("---\ntitle: A\nauthor: me\ndraft: true\ntags: [a]\n---\n\nBody")];
        Assert.Equal(PostStatus.Broken, blog.Read([.. whole[..40], 0x20, .. whole[40..81], .. whole[82..]]).Status);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xFE, 0xFF })]
    public void A_mark_of_utf_16_before_single_bytes_hides_no_flag(byte[] mark) =>
        Assert.NotEqual(PostStatus.Published, blog.Judge(blog.Read([.. mark, .. "---\ndraft: true\ntitle: A\n---\n\nBody\n"u8])).Status);

    [Fact]
    public void A_flag_far_down_a_head_that_is_not_recognised_counts() =>
        Assert.Equal(PostStatus.Draft, blog.Status(string.Concat(Enumerable.Range(0, 2_000).Select(i => $"k{i}: v\n")) + "draft: true\n\nBody"));

    [Fact]
    public void A_post_in_utf_16_that_lost_a_byte_is_not_read_as_anything_else()
    {
        var whole = Encoding.Unicode.GetBytes("Title: A\nStatus: draft\n\nBody of the post");
        Assert.Equal(PostStatus.Draft, blog.Read(whole).Status);
        Assert.Equal(PostStatus.Broken, blog.Read(whole[..^1]).Status);
    }

    [Fact]
    public void Half_a_character_as_an_escape_is_a_fault_of_its_post_alone()
    {
        var post = blog.Read("---\ntitle: A\nauthor: \"\\uD83D\\u0041\"\ndraft: true\n---\nBody");
        Assert.Equal(PostStatus.Draft, post.Status);
        Assert.NotEmpty(post.Problems);
    }

    [Theory]
    [InlineData("{\n  \"title\": \"\\uD83D \"\n}\n\nBody")]
    [InlineData("---json\n{\n  \"title\": \"\\uDE00\"\n}\n---\n\nBody")]
    [InlineData("{\n  \"\\uD83D \": \"A\"\n}\n\nBody")]
    public void The_same_in_json(string text) => Assert.Equal(PostStatus.Broken, blog.Read(text).Status);

    [Fact]
    public void A_text_with_a_hole_of_zeros_is_not_taken_for_utf_16()
    {
        var post = blog.Read("x---\ntitle: A\ndraft: true\n---\n" + new string('\0', 200) + "Body");
        Assert.Equal(PostStatus.Broken, post.Status);
    }

    // Each line of blanks once doubled the time: this would take longer than the world has stood.
    [Fact]
    public void Lines_of_blanks_below_a_key_cost_no_time() =>
        Assert.Equal(PostStatus.Published, blog.Status("k:\n" + string.Concat(Enumerable.Repeat("  \n", 90)) + "Body"));

    // Each of them would take minutes.
    [Theory]
    [InlineData("+ ", 3_000, "x", "\n", 3_000)]
    [InlineData("> 1. ", 2_000, "x", "\n", 2_000)]
    [InlineData("| a ", 15_000, "|", "\n|---|", 15_000)]
    public void What_the_library_never_ends_with_is_shown_as_written(string first, int times, string middle, string then, int more) =>
        Assert.StartsWith("<pre>", blog.Render(string.Concat(Enumerable.Repeat(first, times)) + middle + string.Concat(Enumerable.Repeat(then, more)) + "\nx").Html, StringComparison.Ordinal);

    [Fact]
    public void Nor_is_a_title_looked_for_in_it() =>
        Assert.Equal("A Post", blog.Read("Body\n\n" + string.Concat(Enumerable.Repeat("+ ", 3_000)) + "x" + new string('\n', 3_000) + "# x\n").Title);

    [Theory]
    [InlineData("* ", 300)]
    [InlineData("-", 300)]
    public void A_long_rule_is_no_nesting(string mark, int times) =>
        Assert.Equal("<hr>", blog.Render(string.Concat(Enumerable.Repeat(mark, times))).Html.Replace(" /", "", StringComparison.Ordinal));

    [Fact]
    public void Equal_headings_are_numbered()
    {
        var html = blog.Render("# a\n\n# a-1\n\n# a\n\n# a\n\n#\n\n#\n").Html;
        Assert.All(new[] { "a", "a-1", "a-2", "a-3", "section", "section-1" }, id => Assert.Contains($"id=\"{id}\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public void A_post_too_deep_to_write_leaves_the_next_ones_alone()
    {
        for (var i = 0; i < 8; i++)
            blog.Render("![" + string.Concat(Enumerable.Repeat("*a **b ", 400)) + "x" + string.Concat(Enumerable.Repeat("** *", 400)) + "](a.png)");
        for (var i = 0; i < 8; i++)
            Assert.Equal("<p><strong>b</strong></p>", blog.Render("**b**").Html);
    }
}
