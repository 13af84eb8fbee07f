using Publisher.Posts;
using Publisher.Posts.Reading;

namespace Publisher.Tests.Posts;

public sealed class PermalinksTests : IDisposable
{
    private static readonly PermalinkParts Parts = new(new(2015, 1, 4, 9, 5, 7, TimeSpan.FromHours(9)), ["News", "AI最新"], "Hello-World");

    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Theory]
    [InlineData("date", "/news/ai最新/2015/01/04/Hello-World.html")]
    [InlineData("pretty", "/news/ai最新/2015/01/04/Hello-World/")]
    [InlineData("ordinal", "/news/ai最新/2015/004/Hello-World.html")]
    [InlineData("weekdate", "/news/ai最新/2015/W01/Sun/Hello-World.html")]
    [InlineData("none", "/news/ai最新/Hello-World.html")]
    [InlineData("/blog/:year/:i_month/:i_day/:slug", "/blog/2015/1/4/hello-world")]
    [InlineData("/:short_year/:short_month/:long_month/:long_day/:hour:minute:second/", "/15/Jan/January/Sunday/090507/")]
    [InlineData("no/slash/:title", "/no/slash/Hello-World")]
    [InlineData("/:unknown/:title", "/:unknown/Hello-World")]
    [InlineData("/:slugified_categories/:w_year/:week", "/news/ai最新/2015/01")]
    [InlineData("", "/")]
    public void Styles_and_templates_are_filled(string template, string expected) => Assert.Equal(expected, new PermalinkTemplate(template).Path(Parts));

    [Fact]
    public void Without_categories_no_empty_part_is_left() => Assert.Equal("/2015/01/04/Hello-World.html", new PermalinkTemplate("date").Path(Parts with { Categories = [] }));

    [Fact]
    public void A_name_is_not_taken_for_a_template() => Assert.Equal("/2015/:year.html", new PermalinkTemplate("/:year/:title:output_ext").Path(Parts with { Slug = ":year" }));

    [Theory]
    [InlineData("/日本 語/", "/%E6%97%A5%E6%9C%AC%20%E8%AA%9E/")]
    [InlineData("/a?b#c", "/a%3Fb%23c")]
    [InlineData("/a%20b", "/a%20b")]
    [InlineData("/a\\b\"<>", "/a%5Cb%22%3C%3E")]
    [InlineData("/😀", "/%F0%9F%98%80")]
    public void What_may_not_stand_in_a_path_is_encoded(string path, string expected) => Assert.Equal(expected, Permalinks.Escape(path));

    [Fact]
    public void A_lone_surrogate_is_encoded_as_the_replacement_character() => Assert.Equal("/%EF%BF%BD", Permalinks.Escape("/\uD800"));

    [Theory]
    [InlineData("", "https://blog.example/2026/02/11/a-post.html")]
    [InlineData("categories: [C++, x]", "https://blog.example/c++/x/2026/02/11/a-post.html")]
    [InlineData("category: 'Review: cars'", "https://blog.example/review:%20cars/2026/02/11/a-post.html")]
    [InlineData("categories: ['a:b']", "https://blog.example/a:b/2026/02/11/a-post.html")]
    [InlineData("permalink: /javascript:alert(1)/", "https://blog.example/javascript:alert(1)/")]
    [InlineData("permalink: //evil.example/x", "https://blog.example/evil.example/x")]
    [InlineData("permalink: /../../x.html", "https://blog.example/x.html")]
    [InlineData("permalink: https://elsewhere.example/x?y#z", "https://elsewhere.example/x?y#z")]
    [InlineData("permalink: pretty", "https://blog.example/2026/02/11/a-post/")]
    [InlineData("slug: Mein Slug?", "https://blog.example/2026/02/11/Mein-Slug.html")]
    [InlineData("slug: a/../b", "https://blog.example/2026/02/11/a-..-b.html")]
    [InlineData("date: 2026-02-11 20:00:00", "https://blog.example/2026/02/12/a-post.html")]
    [InlineData("date: '2026-02-11 20:00:00'", "https://blog.example/2026/02/11/a-post.html")]
    public void A_post_has_its_address_below_the_site(string head, string expected) =>
        Assert.Equal(expected, blog.Read($"---\ntitle: A\n{head}\n---\nBody").Url?.AbsoluteUri);

    [Theory]
    [InlineData("2026-02-11-trailing-dots...md", "2026/02/11/trailing-dots.html")]
    [InlineData("2026-02-11-Inner.dots.v1.2.md", "2026/02/11/Inner.dots.v1.2.html")]
    [InlineData("2026-02-11-a b#c%20[d]+(e).md", "2026/02/11/a-b-c-20-d-+(e).html")]
    [InlineData("2026-02-11-日本語.md", "2026/02/11/%E6%97%A5%E6%9C%AC%E8%AA%9E.html")]
    [InlineData("26-2-1-short.md", "2026/02/01/short.html")]
    public void A_file_name_makes_the_slug(string name, string expected) =>
        Assert.Equal($"https://blog.example/{expected}", blog.Read("---\nlayout: post\n---\nBody", name).Url?.AbsoluteUri);

    [Fact]
    public void A_base_path_of_the_site_goes_before_every_address()
    {
        using var below = new Blog(url: "https://example.org/base/");
        Assert.Equal("https://example.org/base/2026/02/11/a-post.html", below.Read("---\ntitle: A\n---\nBody").Url?.AbsoluteUri);
        Assert.Equal("https://example.org/base/x/", below.Read("---\npermalink: /x/\n---\nBody").Url?.AbsoluteUri);
    }

    [Fact]
    public void The_setting_goes_before_the_site_file_and_the_post_before_both()
    {
        blog.Files.Write("_config.yml", "permalink: none\ndefaults:\n  - scope: {path: posts/own}\n    values: {permalink: '/own/:title/'}\n");
        Assert.Equal("/a-post.html", blog.Read("---\ntitle: A\n---\nBody").Url?.AbsolutePath);
        Assert.Equal("/own/a-post/", blog.Read("---\ntitle: A\n---\nBody", "own/2026-02-11-a-post.md").Url?.AbsolutePath);
        using var set = new Blog(new PostsOptions { Permalink = "pretty" });
        set.Files.Write("_config.yml", "permalink: none\n");
        Assert.Equal("/2026/02/11/a-post/", set.Read("---\ntitle: A\n---\nBody").Url?.AbsolutePath);
        Assert.Equal("/x", set.Read("---\npermalink: /x\n---\nBody").Url?.AbsolutePath);
    }

    [Fact]
    public void A_very_long_address_is_no_crash() =>
        Assert.NotNull(blog.Read($"---\npermalink: /{new string('x', 200_000)}\n---\nBody"));
}
