using System.Text;
using CsCheck;
using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts;

public sealed class PostReaderTests : IDisposable
{
    private const string Name = "2026-02-11-a-post.md";

    private static readonly string[] Texts =
    [
        Some.PostText(),
        Some.PostText("AWSのAIインフラ売上1兆円突破\uFFFD", body: "# 見出し\n\n**「重要」**です。\n\n---\n\n後。\n"),
        Some.PostText(more: "base: &b {lang: ja}\n<<: *b\nid: tag:x,2026:1"),
        "---\ntitle: |\n  one\n  two\nauthors:\n  - name: A\n    x: [1, {y: z}]\n---\n\nBody\n",
        "No head at all.\n\nTitle\n=====\n",
    ];

    private static readonly Gen<byte[]> Any = Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Gen.Char["-:\n \t#[]{}&*!|>'\"%@`,?.<~=abtrue019\0\r\uFEFF\u2028あ"].Array[0, 120].Select(chars => Encoding.UTF8.GetBytes("---\n" + new string(chars) + "\n---\n" + new string(chars))),
        Gen.OneOf(Texts).Select(Gen.Int[0, 600], Gen.Byte.Array[1, 4], (text, at, bytes) => Overwritten(Encoding.UTF8.GetBytes(text), at, bytes)),
        Gen.OneOf(Texts).Select(Gen.Int[0, 600], Gen.Int[0, 40], (text, at, length) => Cut(Encoding.UTF8.GetBytes(text), at, length)),
        Gen.Select(Gen.OneOf(Texts), Gen.OneOf(Texts), Gen.Int[0, 400], Gen.Int[0, 400], (one, other, head, tail) => Encoding.UTF8.GetBytes(one[..Math.Min(head, one.Length)] + other[Math.Min(tail, other.Length)..])));

    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Fact]
    public void A_post_of_a_Jekyll_blog_is_read_whole()
    {
        var post = blog.Judge(blog.Read(Some.PostText("AWSの売上", body: "# 見出し\n\nA paragraph.\n")));
        Assert.Equal(PostStatus.Published, post.Status);
        Assert.Equal("AWSの売上", post.Title);
        Assert.Equal(new DateTimeOffset(2026, 2, 11, 17, 18, 56, TimeSpan.Zero), post.Published);
        Assert.Equal("https://blog.example/ai%E6%9C%80%E6%96%B0%E3%83%8B%E3%83%A5%E3%83%BC%E3%82%B9/2026/02/12/a-post.html", post.Url?.AbsoluteUri);
        Assert.Equal(["AI最新ニュース", "OpenAI", "Google"], post.Topics);
        Assert.Equal(["編集部"], post.Authors);
        Assert.Contains("**Amazon、AWSでAIインフラ売上1兆円突破**", post.Excerpt, StringComparison.Ordinal);
        Assert.Empty(post.Problems);
    }

    [Fact]
    public void A_post_without_any_date_is_hidden() => Assert.Equal(PostStatus.Hidden, blog.Status("---\ntitle: A\n---\nBody", "a.md"));

    [Theory]
    [InlineData("mail: false", false)]
    [InlineData("mail: true", true)]
    [InlineData("title: A", true)]
    public void A_head_can_keep_a_post_from_the_mail(string head, bool expected) => Assert.Equal(expected, blog.Read($"---\n{head}\n---\nBody").Mailable);

    [Fact]
    public void The_content_hash_tells_an_edit_from_a_touch()
    {
        var hash = Hash(Some.PostText());
        Assert.Equal(hash, Hash(Some.PostText()));
        Assert.Equal(hash, Hash(Some.PostText().Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(hash, Hash("\uFEFF" + Some.PostText(more: "tags: [other]")));
        Assert.NotEqual(hash, Hash(Some.PostText(body: "Another paragraph.\n")));
        Assert.NotEqual(hash, Hash(Some.PostText("Another title")));
        Assert.NotEqual(Hash("---\ntitle: A\nexcerpt: B\n---\nC"), Hash("---\ntitle: AB\n---\nC"));
    }

    [Fact]
    public void Whatever_the_bytes_are_reading_and_rendering_go_on() => Any.Sample(
        bytes =>
        {
            var post = blog.Judge(blog.Read(bytes));
            Assert.Equal(Name, post.Path);
            Assert.True(post.Status is PostStatus.Published || post.Reason.Length > 0, "a verdict without a reason");
            Assert.All(post.Problems, problem => Assert.InRange(problem.Line, 0, 1 + bytes.Count(b => b is (byte)'\n' or (byte)'\r')));
            if (post.IsPublished)
                Assert.True(post is { Url.IsAbsoluteUri: true, Published: not null, Title.Length: > 0 });
            using var renderer = Blog.Renderer(blog.Site, SiteFile.None, blog.Options);
            _ = renderer.Render(post);
        },
        iter: 5_000,
        threads: 1);

    [Theory]
    [InlineData("draft: true")]
    [InlineData("published: false")]
    [InlineData("status: draft")]
    [InlineData("draft: maybe")]
    public void A_draft_never_becomes_published_by_damage_elsewhere(string flag)
    {
        var text = Some.PostText("AWSのAIインフラ", more: flag, body: "# 見出し\n\nText\n\n---\n\nMore 'text' \"here\".\n");
        var (before, after) = (Encoding.UTF8.GetBytes(text[..text.IndexOf(flag, StringComparison.Ordinal)]), Encoding.UTF8.GetBytes(text[(text.IndexOf(flag, StringComparison.Ordinal) + flag.Length)..]));
        Gen.Select(Gen.Bool, Gen.Int[0, 400], Gen.OneOf(Gen.Byte, Gen.OneOf("-:\n #'\"[]{}|>&*!%\0\r"u8.ToArray())).Array[0, 3], Gen.Int[0, 30]).Sample(
            (isBefore, at, bytes, cut) =>
            {
                // The line end that ends the line before the flag stays: the flag is still a line of its own.
                var head = isBefore ? [.. Cut(Overwritten(before[..^1], at, bytes), at, cut), (byte)'\n'] : before;
                var tail = isBefore ? after : [after[0], .. Cut(Overwritten(after[1..], at, bytes), at, cut)];
                var post = blog.Judge(blog.Read([.. head, .. Encoding.UTF8.GetBytes(flag), .. tail]));
                Assert.False(post.IsPublished, $"{post.Title}: published");
            },
            iter: 3_000,
            threads: 1);
    }

    private string Hash(string text) => blog.Read(text).ContentHash;

    private static byte[] Overwritten(byte[] text, int at, byte[] bytes)
    {
        at = Math.Min(at, Math.Max(0, text.Length - bytes.Length));
        return [.. text.AsSpan(0, at), .. bytes, .. text.AsSpan(Math.Min(text.Length, at + bytes.Length))];
    }

    private static byte[] Cut(byte[] text, int at, int length)
    {
        at = Math.Min(at, text.Length);
        return [.. text.AsSpan(0, at), .. text.AsSpan(Math.Min(text.Length, at + length))];
    }

    [Fact]
    public void A_fault_that_nobody_thought_of_breaks_that_file_alone()
    {
        // No path at all: what opens files says so in a way that no read failure does.
        var reader = new PostReader(Site.From(new(), SiteFile.None, new("https://blog.example/")), SiteFile.None, new());
        var post = reader.Read(new FoundFile("a.md", "", new(1, default), InDraftFolder: false));

        Assert.Equal(PostStatus.Broken, post.Status);
        Assert.Contains("a fault of its own (ArgumentException", Assert.Single(post.Problems).Message, StringComparison.Ordinal);
    }
}
