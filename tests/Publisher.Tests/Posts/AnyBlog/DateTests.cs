using System.Globalization;
using Publisher.Posts;

namespace Publisher.Tests.Posts.AnyBlog;

/// <summary>Dates as blogs write them, from the file to the address and the verdict.</summary>
public sealed class DateTests
{
    [Theory]
    [InlineData("Jekyll", "date: 2015-01-01 20:00:00", "2015-01-01T20:00:00Z", "/2015/01/02/diary.html")]
    [InlineData("Jekyll", "date: '2015-01-01 20:00:00'", "2015-01-01T20:00:00+09:00", "/2015/01/01/diary.html")]
    [InlineData("Jekyll", "date: 2015-01-01 20:00", "2015-01-01T20:00:00+09:00", "/2015/01/01/diary.html")]
    [InlineData("Jekyll", "date: 2013/04/01 20:54:00", "2013-04-01T20:54:00+09:00", "/2013/04/01/diary.html")]
    [InlineData("Hugo", "date: 2015-01-01 20:00:00", "2015-01-01T20:00:00+09:00", "/2015/01/01/")]
    [InlineData("Hugo", "date: 2015-01-01 20:00", "2015-01-01T20:00:00+09:00", "/2015/01/01/")]
    [InlineData("Hexo", "date: 2015-01-01 20:00:00", "2015-01-01T20:00:00+09:00", "/2015/01/01/diary/")]
    [InlineData("Eleventy", "date: 2015-01-01 20:00:00", "2015-01-01T20:00:00Z", "/2015/01/02/")]
    [InlineData("Astro", "pubDate: 2015-01-01 20:00:00", "2015-01-01T20:00:00Z", "/2015/01/02/")]
    public void Point_21_Each_dialect_keeps_its_zone_rule(string format, string head, string instant, string address)
    {
        var template = format is "Jekyll" or "Hexo" ? null : "/:year/:month/:day/";
        using var blog = new Blog(new() { Format = Enum.Parse<PostFormat>(format), Permalink = template });
        var post = blog.Read($"---\ntitle: 日記\n{head}\n---\n本文", "2014-03-04-diary.md");
        Assert.Equal((At(instant), address), (post.Published, post.Url!.AbsolutePath));
        Assert.Empty(post.Problems);
    }

    [Theory]
    [InlineData("date: 2015-01-05", "2014-03-04-x.md", "2015-01-05T00:00:00+09:00")]
    [InlineData("layout: post", "2015-1-2-x.md", "2015-01-02T00:00:00+09:00")]
    [InlineData("layout: post", "15-01-03-x.md", "2015-01-03T00:00:00+09:00")]
    [InlineData("date:", "2015-01-04-x.md", "2015-01-04T00:00:00+09:00")]
    [InlineData("date: 2015-01-01 20:00:00 +0000", "x.md", "2015-01-01T20:00:00Z")]
    [InlineData("date: 2015-01-01 20:00:00 -4", "x.md", "2015-01-01T20:00:00-04:00")]
    [InlineData("date: 2015-01-01T20:00:00+09:00", "x.md", "2015-01-01T20:00:00+09:00")]
    [InlineData("date: 2015-01-01T20:00:00.789Z", "x.md", "2015-01-01T20:00:00.789Z")]
    [InlineData("date: 2015-01-01T0:00:00-08:00", "x.md", "2015-01-01T00:00:00-08:00")]
    [InlineData("date: 2015-01-01 20:00:00 UTC+8", "x.md", "2015-01-01T20:00:00+08:00")]
    [InlineData("date: 2015年1月2日", "x.md", "2015-01-02T00:00:00+09:00")]
    [InlineData("date: 2015년 1월 2일 20:15", "x.md", "2015-01-02T20:15:00+09:00")]
    [InlineData("date: 2015. 1. 2.", "x.md", "2015-01-02T00:00:00+09:00")]
    public void Point_21_A_day_is_midnight_in_the_sites_zone_and_an_offset_an_instant(string head, string name, string instant)
    {
        using var blog = new Blog(new() { Format = PostFormat.Jekyll });
        var post = blog.Judge(blog.Read($"---\ntitle: T\n{head}\n---\nText", name));
        Assert.Equal((PostStatus.Published, At(instant)), (post.Status, post.Published));
        Assert.Empty(post.Problems);
    }

    [Theory]
    [InlineData("date = 2015-01-01T20:00:00 # evening", "2015-01-01T20:00:00+09:00")]
    [InlineData("date = 2015-01-01 20:00:00", "2015-01-01T20:00:00+09:00")]
    [InlineData("date = 2015-01-01T20:00:00Z # UTC", "2015-01-01T20:00:00Z")]
    [InlineData("date = \"2015-01-01\"", "2015-01-01T00:00:00+09:00")]
    public void Point_21_A_date_in_TOML_is_the_same_date(string head, string instant)
    {
        using var blog = new Blog(new() { Format = PostFormat.Hugo });
        var post = blog.Judge(blog.Read($"+++\ntitle = 'T'\ndraft = false # done\n{head}\n+++\nText", "x.md"));
        Assert.Equal((PostStatus.Published, At(instant)), (post.Status, post.Published));
        Assert.Empty(post.Problems);
    }

    [Theory]
    [InlineData("2023-01-29 18:30:22 2023 -0800", "2023-01-29T18:30:22+09:00", "'2023 -0800' at the end")]
    [InlineData("Fri Feb 4 12:54:22 JST 2022", "2022-02-04T12:54:22+09:00", "was read as 2022-02-04 12:54 +09:00")]
    [InlineData("January 2, 2015", "2015-01-02T00:00:00+09:00", "was read as 2015-01-02")]
    [InlineData("2015-02-30", "2015-03-02T00:00:00+09:00", "there is no 2015-02-30")]
    public void Point_21_What_can_be_understood_counts_with_a_warning(string date, string instant, string part)
    {
        foreach (var format in new[] { PostFormat.Jekyll, PostFormat.Hugo })
        {
            using var blog = new Blog(new() { Format = format });
            var post = blog.Judge(blog.Read($"---\ntitle: T\ndate: {date}\n---\nText", "x.md"));
            Assert.Equal((PostStatus.Published, At(instant)), (post.Status, post.Published));
            var problem = Assert.Single(post.Problems);
            Assert.Equal(("x.md", 3, Severity.Warning), (problem.Path, problem.Line, problem.Severity));
            Assert.Contains(part, problem.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Jekyll", "date: soon", "2015-01-02-x.md", "2015-01-02T00:00:00+09:00")]
    [InlineData("Hugo", "date: soon\npublishDate: 2015-01-05", "x.md", "2015-01-05T00:00:00+09:00")]
    [InlineData("Hugo", "date: 오늘", "2015-01-02-x.md", null)]
    [InlineData("Jekyll", "date: now", "x.md", null)]
    public void Point_21_Nonsense_leads_to_the_next_source_and_never_to_now(string format, string head, string name, string? instant)
    {
        using var blog = new Blog(new() { Format = Enum.Parse<PostFormat>(format) });
        var post = blog.Judge(blog.Read($"---\ntitle: T\n{head}\n---\nText", name));
        Assert.Equal((instant is null ? PostStatus.Hidden : PostStatus.Published, instant is null ? (DateTimeOffset?)null : At(instant)), (post.Status, post.Published));
        var problem = Assert.Single(post.Problems, problem => problem.Line == 3);
        Assert.Equal(Severity.Warning, problem.Severity);
        Assert.Contains("is no date", problem.Message, StringComparison.Ordinal);
        Assert.Equal(instant is null, post.Problems.Any(other => other.Message.StartsWith("it has no date", StringComparison.Ordinal)));
    }

    // "Others" than Jekyll date nothing by a name. Here only Hugo does not: Docusaurus and Zola do it too, and in a plain folder a name with a date can mean nothing else.
    [Theory]
    [InlineData("Hugo", false)]
    [InlineData("Jekyll", true)]
    [InlineData("Docusaurus", true)]
    [InlineData("Plain", true)]
    public void Point_21_A_name_dates_a_post_where_the_program_says_so(string format, bool isDated)
    {
        using var blog = new Blog(new() { Format = Enum.Parse<PostFormat>(format) });
        var post = blog.Judge(blog.Read("---\ntitle: T\n---\nText", "2015-01-02-x.md"));
        Assert.Equal(isDated ? PostStatus.Published : PostStatus.Hidden, post.Status);
        Assert.Equal(isDated ? "" : "it has no date, neither in the front matter nor in the file name", post.Reason);
    }

    [Theory]
    [InlineData("Hugo", "publishDate: 2022-04-07")]
    [InlineData("Hugo", "pubdate: 2022-04-07")]
    [InlineData("Plain", "published_at: 2022-04-07")]
    [InlineData("Zola", "path: 2022/04/07/x")]
    [InlineData("Hugo", "path: /2022/04/07/x")]
    [InlineData("Jekyll", "path: 2022/04/07/x")]
    public void Point_22_Other_keys_date_a_post(string format, string head)
    {
        using var blog = new Blog(new() { Format = Enum.Parse<PostFormat>(format) });
        var post = blog.Judge(blog.Read($"---\ntitle: T\n{head}\n---\nText", "x.md"));
        Assert.Equal((PostStatus.Published, At("2022-04-07T00:00:00+09:00")), (post.Status, post.Published));
    }

    // Nobody can ask for the dates of git: a clone or a formatter would date every post anew.
    [Fact]
    public void Point_22_Neither_the_clock_nor_the_file_system_dates_a_post()
    {
        using var blog = new Blog(new() { Format = PostFormat.Hugo });
        blog.Files.Write(".git/HEAD", "ref: refs/heads/main\n");
        var post = blog.Judge(blog.Read("---\ntitle: T\n---\nText", "x.md"));
        Assert.Equal((PostStatus.Hidden, null, null), (post.Status, post.Published, post.Url));
    }

    // By id, not by path: an id stays when a file is moved, and a feed must not change its order for that.
    [Fact]
    public async Task Point_23_Posts_of_one_instant_keep_their_order()
    {
        var orders = new List<string>();
        foreach (var names in new[] { new[] { "a.md", "가.md", "あ.md", "old.md" }, ["old.md", "あ.md", "가.md", "a.md"] })
        {
            using var blog = new Blog();
            foreach (var name in names)
                blog.Write(name, $"---\ntitle: T\ndate: {(name == "old.md" ? "2020" : "2021")}-05-05 10:00:00\n---\nText {name}");
            var published = (await blog.LookAsync()).Published;
            Assert.Equal("old.md", published[^1].Path);
            Assert.Equal(published.Take(3).OrderBy(post => post.Id, StringComparer.Ordinal), published.Take(3));
            orders.Add(string.Join(' ', published.Select(post => post.Path)));
        }

        Assert.Equal(orders[0], orders[1]);
    }

    [Fact]
    public async Task Point_23_A_future_post_waits_and_an_expired_one_goes()
    {
        using var blog = new Blog();
        blog.Write("later.md", "---\ntitle: あす\ndate: 2026-03-02 09:00:00 +0900\n---\nText");
        blog.Write("brief.md", "---\ntitle: T\ndate: 2026-02-01\nexpiryDate: 2026-03-03\n---\nText");
        Assert.Equal(["brief.md"], Paths(await blog.LookAsync()));
        Assert.Equal((PostStatus.Scheduled, "due 2026-03-02 09:00 +09:00"), (blog.Post("later.md").Status, blog.Post("later.md").Reason));
        blog.Time.SetUtcNow(blog.Catalogue.NextChange!.Value);
        Assert.Equal(["later.md", "brief.md"], Paths(await blog.LookAsync()));
        blog.Time.SetUtcNow(blog.Catalogue.NextChange!.Value);
        Assert.Equal(["later.md"], Paths(await blog.LookAsync()));
        Assert.Equal((PostStatus.Expired, "expired 2026-03-03 00:00 +09:00"), (blog.Post("brief.md").Status, blog.Post("brief.md").Reason));
    }

    private static IEnumerable<string> Paths(Catalogue catalogue) => catalogue.Published.Select(post => post.Path);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
