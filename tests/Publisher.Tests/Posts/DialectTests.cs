using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts;

/// <summary>Which program a folder's posts are made for, and what differs by it.</summary>
public sealed class DialectTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("_config.yml", "title: T", "_posts", "Jekyll")]
    [InlineData("_config.yml", "source_dir: source", "source/_posts", "Hexo")]
    [InlineData("hugo.toml", "title = 'T'", "content/ja/posts", "Hugo")]
    [InlineData("config.toml", "baseURL = 'https://a.example/'", "content", "Hugo")]
    [InlineData("config/_default/hugo.toml", "title = 'T'", "content/post", "Hugo")]
    [InlineData("config.toml", "base_url = 'https://a.example'", "content", "Zola")]
    [InlineData("docusaurus.config.js", "module.exports = { title: 'T' }", "blog", "Docusaurus")]
    [InlineData("astro.config.mjs", "export default {}", "src/content/blog", "Astro")]
    [InlineData("pelicanconf.py", "SITENAME = 'T'", "content", "Pelican")]
    [InlineData(".eleventy.js", "module.exports = {}", "posts", "Eleventy")]
    [InlineData("gatsby-config.js", "module.exports = {}", "content/blog", "Gatsby")]
    [InlineData("package.json", "{\"dependencies\":{\"zenn-cli\":\"*\"}}", "articles", "Zenn")]
    [InlineData("vault/.obsidian/app.json", "{}", "vault", "Obsidian")]
    [InlineData("blog/authors.yml", "a: { name: A }", "blog", "Docusaurus")]
    [InlineData("readme.txt", "", "posts", "Plain")]
    public void The_site_file_tells_the_dialect(string file, string text, string posts, string dialect)
    {
        folder.Write(file, text);
        Directory.CreateDirectory(folder[posts]);
        var found = SiteFile.Find(folder[posts]);
        Assert.Equal(dialect, found.Dialect.Format.ToString());
        Assert.StartsWith($"read as {dialect.ToLowerInvariant()}: ", found.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_format_that_is_set_overrules_what_lies_there()
    {
        folder.Write("_config.yml", "title: Old");
        folder.Write("config.toml", "title = 'New'");
        Directory.CreateDirectory(folder["posts"]);
        Assert.Equal("New", SiteFile.Find(folder["posts"], PostFormat.Hugo).Title);
        Assert.Equal((PostFormat.Zenn, null), (SiteFile.Find(folder["posts"], PostFormat.Zenn).Dialect.Format, SiteFile.Find(folder["posts"], PostFormat.Zenn).Title));
    }

    [Fact]
    public void A_site_file_far_above_belongs_to_something_else()
    {
        folder.Write("_config.yml", "title: Other");
        Directory.CreateDirectory(folder["home/notes/mine"]);
        Assert.Null(SiteFile.Find(folder["home/notes/mine"]).Title);
    }

    [Fact]
    public void Names_with_dates_are_jekylls()
    {
        folder.Write("posts/2026/2026-01-02-name.md", "Text");
        Assert.Equal(PostFormat.Jekyll, SiteFile.Find(folder["posts"]).Dialect.Format);
    }

    [Theory]
    [InlineData("const config = {\n  title: 'My \u30D6\u30ED\u30B0',\n  url: \"https://a.example\",\n  baseUrl: '/b/',\n};", "docusaurus.config.js", "My ブログ", "https://a.example/b/")]
    [InlineData("SITENAME = 'Notes'\nSITEURL = 'https://a.example'\nTIMEZONE = 'Asia/Tokyo'\n", "pelicanconf.py", "Notes", "https://a.example/")]
    [InlineData("title = 'H'\nbaseURL = 'https://a.example/sub/'\n", "hugo.toml", "H", "https://a.example/sub/")]
    [InlineData("title: H\nbaseURL: https://a.example\n", "hugo.yaml", "H", "https://a.example/")]
    public void Title_and_address_come_from_the_site_file(string text, string name, string title, string url)
    {
        folder.Write(name, text);
        var found = SiteFile.Find(folder.Path);
        Assert.Equal((title, url), (found.Title, found.Url?.AbsoluteUri));
    }

    [Theory]
    [InlineData("Hugo", "post/My Post Café.md", "title: T", "/post/my-post-caf%C3%A9/")]
    [InlineData("Hugo", "post/x/index.md", "title: T", "/post/x/")]
    [InlineData("Hugo", "post/x.md", "title: T\nslug: Other Name", "/post/other-name/")]
    [InlineData("Hugo", "post/x.md", "title: T\nurl: /a/B.html", "/a/B.html")]
    [InlineData("Hexo", "x.md", "title: T", "/2026/02/11/x/")]
    [InlineData("Pelican", "any.md", "title: A Fine Title", "/a-fine-title.html")]
    [InlineData("Docusaurus", "2026-02-11-x.md", "title: T", "/blog/2026/02/11/x")]
    [InlineData("Docusaurus", "2026-02-11-x.md", "title: T\nslug: y", "/blog/y")]
    [InlineData("Zenn", "abc123.md", "title: T", "/articles/abc123")]
    [InlineData("Eleventy", "notes/x.md", "title: T", "/notes/x/")]
    public void Each_dialect_has_its_addresses(string format, string name, string head, string path)
    {
        using var blog = new Blog(new() { Format = Enum.Parse<PostFormat>(format) });
        Assert.Equal(path, blog.Read($"---\n{head}\ndate: 2026-02-11\n---\nText", name).Url!.AbsolutePath);
    }

    [Theory]
    [InlineData("episode = '/:filename/'", "episode/Show One.md", "/show-one/")]
    [InlineData("post = '/:year/:month/:slug/'", "post/x.md", "/2026/02/the-title/")]
    [InlineData("post = '/:sections[1:]/:yearday/:title'", "post/a/b/x.md", "/a/b/42/the-title/")]
    [InlineData("post = '/:weekdayname/:monthname/:day/:contentbasename'", "post/x.md", "/wednesday/february/11/x/")]
    public void Hugos_permalinks_count(string permalink, string name, string path)
    {
        using var blog = new Blog(new() { Format = PostFormat.Hugo });
        blog.Files.Write("hugo.toml", $"contentDir = 'posts'\n[permalinks]\n{permalink}\n");
        Assert.Equal(path, blog.Read("+++\ntitle = 'The Title'\ndate = 2026-02-11\n+++\nText", name).Url!.AbsolutePath);
    }

    [Fact]
    public void A_bundle_is_one_post()
    {
        using var blog = new Blog(new() { Format = PostFormat.Hugo });
        blog.Write("a/index.md", "---\ntitle: A\ndate: 2026-01-01\n---\n");
        blog.Write("a/part.md", "---\ntitle: Part\ndate: 2026-01-01\n---\n");
        blog.Write("a/deep/part.md", "---\ntitle: Part\ndate: 2026-01-01\n---\n");
        blog.Write("_index.md", "---\ntitle: Section\ndate: 2026-01-01\n---\n");
        var found = blog.Finder.Find()!;
        Assert.Equal(["a/index.md"], found.Values.Where(file => file.NoPost is null).Select(file => file.Path));
        Assert.All(found.Values.Where(file => file.NoPost is not null), file => Assert.Equal(PostStatus.Skipped, blog.PostReader.Read(file).Status));
    }

    [Theory]
    [InlineData("Jekyll", "2026-02-11 20:00:00", "2026-02-11T20:00:00Z")]
    [InlineData("Jekyll", "'2026-02-11 20:00:00'", "2026-02-11T11:00:00Z")]
    [InlineData("Hugo", "2026-02-11 20:00:00", "2026-02-11T11:00:00Z")]
    [InlineData("Eleventy", "2026-02-11 20:00:00", "2026-02-11T20:00:00Z")]
    [InlineData("Hexo", "2026-02-11 20:00:00", "2026-02-11T11:00:00Z")]
    public void A_time_without_a_zone_is_in_the_dialects(string format, string date, string instant)
    {
        using var blog = new Blog(new() { Format = Enum.Parse<PostFormat>(format) });
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), blog.Read($"---\ntitle: T\ndate: {date}\n---\n").Published);
    }

    [Theory]
    [InlineData("Jekyll", "tags: one two, three", "one|two,|three")]
    [InlineData("Hugo", "tags: machine learning, go", "machine learning|go")]
    [InlineData("Plain", "tags: 日本語、開発", "日本語|開発")]
    [InlineData("Obsidian", "tags: a b, c", "a|b|c")]
    [InlineData("Zenn", "topics: [a, b]", "a|b")]
    [InlineData("Plain", "tags: ['#ai', 3]", "ai|3")]
    public void A_text_names_several_tags_in_the_dialects_way(string format, string head, string tags)
    {
        using var blog = new Blog(new() { Format = Enum.Parse<PostFormat>(format) });
        Assert.Equal(tags.Split('|'), blog.Read($"---\n{head}\n---\nText").Tags);
    }
}
