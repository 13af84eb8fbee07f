using CsCheck;
using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts;

/// <summary>The seven heads that blogs have: one post, however its head is written.</summary>
public sealed class HeadsTests
{
    private const string Body = "\nThe body: with a colon.\n\n---\n\nAnd a rule.\n";

    private static readonly Site Blog = Site.From(new() { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo") }, SiteFile.None, new("https://blog.example/"));

    public static TheoryData<string, string> Forms => new()
    {
        { "yaml", "---\ntitle: 記事の題\ndate: 2026-02-11\ntags: [\"one\", \"two words\"]\n---\n" },
        { "yaml with dots", "---\ntitle: 記事の題\ndate: 2026-02-11\ntags: [\"one\", \"two words\"]\n...\n" },
        { "toml", "+++\ntitle = \"記事の題\"\ndate = 2026-02-11\ntags = [\"one\", \"two words\"]\n[extra]\nmath = true\n+++\n" },
        { "json", "{\n  \"title\": \"記事の題\",\n  \"date\": \"2026-02-11\",\n  \"tags\": [\"one\", \"two words\"]\n}\n" },
        { "fenced json", "---json\n{ \"Title\": \"記事の題\", \"date\": \"2026-02-11\", \"tags\": [\"one\", \"two words\"], }\n---\n" },
        { "pelican", "Title: 記事の題\nDate: 2026-02-11\nTag: one\nAuthor: A,\n  B\n" },
        { "hexo", "title: 記事の題\ndate: 2026-02-11\ntags:\n- one\n- two words\n---\n" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void However_the_head_is_written_it_is_the_same_post(string form, string head)
    {
        var post = Read(head + Body);
        Assert.Equal(PostStatus.Published, post.Status);
        Assert.Equal("記事の題", post.Title);
        Assert.Equal(new DateTimeOffset(2026, 2, 11, 0, 0, 0, TimeSpan.FromHours(9)), post.Published);
        Assert.Equal(form == "pelican" ? ["one"] : ["one", "two words"], post.Tags);
        Assert.Equal(Body.Trim(), post.Body.Read().Trim());
        Assert.Empty(post.Problems);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_draft_is_a_draft_however_it_says_so(string form, string head)
    {
        var flag = form switch
        {
            "toml" => head.Replace("title =", "draft = true\ntitle =", StringComparison.Ordinal),
            "json" or "fenced json" => head.Replace("{", "{ \"draft\": true,", StringComparison.Ordinal),
            "pelican" => head + "Status: draft\n",
            _ => head.Replace("title:", "draft: true\ntitle:", StringComparison.Ordinal),
        };
        Assert.Equal(PostStatus.Draft, Read(flag + Body).Status);
    }

    [Theory]
    [InlineData("{ is no JSON }\n")]
    [InlineData("Note: this is prose.\nAnd it goes on.\n")]
    [InlineData("Dear reader: hello\n\nsome text\n\n---\nmore\n")]
    [InlineData("{% include x %}\n")]
    public void A_body_that_looks_like_a_head_is_a_body(string text) => Assert.Null(FrontMatterSplitter.Split(text).Head);

    [Theory]
    [InlineData("+++\ntitle = \n+++\n", 2)]
    [InlineData("+++\na = 1\ndate = 2026-99-99x\n+++\n", 3)]
    [InlineData("---json\n{ \"title\": }\n---\n", 2)]
    [InlineData("+++\ntitle = 'A'\n", 1)]
    public void What_is_wrong_with_a_head_is_named_with_its_line(string text, int line)
    {
        var post = Read(text);
        Assert.Equal(PostStatus.Broken, post.Status);
        Assert.Equal(line, Assert.Single(post.Problems).Line);
    }

    [Fact]
    public void A_time_without_a_zone_is_the_sites_in_toml_and_utc_in_jekylls_yaml()
    {
        Assert.Equal(TimeSpan.FromHours(9), Read("+++\ntitle = 'A'\ndate = 2026-02-11T20:00:00\n+++\n").Published!.Value.Offset);
        Assert.Equal(TimeSpan.Zero, Read("---\ntitle: A\ndate: 2026-02-11 20:00:00\n---\n", PostFormat.Jekyll).Published!.Value.Offset);
    }

    [Fact]
    public void Whatever_stands_in_a_head_nothing_is_thrown() =>
        Gen.Select(Gen.OneOf(Forms.Select(form => form.Data.Item2).ToArray()), Gen.Int[0, 60], Gen.OneOf("\"", "[", "]", "{", "}", "=", ":", "\n", "---", "+++", "\0", "'", "#", "1979-05-27T07:32:00Z", "[[x]]", "a.b.c = 1")).Sample(damage =>
        {
            var (head, at, more) = damage;
            Assert.NotNull(Read(head.Insert(Math.Min(at, head.Length), more) + Body));
        }, iter: 2_000);

    private static Post Read(string text, PostFormat format = PostFormat.Plain)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("post.md", text);
        return new PostReader(Blog, SiteFile.Find(folder.Path, format), new()).Read(new("post.md", path, new(text.Length, default), InDraftFolder: false));
    }
}
