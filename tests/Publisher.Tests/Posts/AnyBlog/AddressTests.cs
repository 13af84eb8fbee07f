namespace Publisher.Tests.Posts.AnyBlog;

/// <summary>Where posts live on the web, as the blog's own site file has it.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("permalink: date", "/news/2015/01/02/Ein-Tag.html")]
    [InlineData("permalink: pretty", "/news/2015/01/02/Ein-Tag/")]
    [InlineData("permalink: ordinal", "/news/2015/002/Ein-Tag.html")]
    [InlineData("permalink: weekdate", "/news/2015/W01/Fri/Ein-Tag.html")]
    [InlineData("permalink: none", "/news/Ein-Tag.html")]
    [InlineData("permalink: /:year/:short_month/:i_day/:slug:output_ext", "/2015/Jan/2/ein-tag.html")]
    [InlineData("collections:\n  posts:\n    permalink: /p/:title/", "/p/Ein-Tag/")]
    [InlineData("defaults:\n- scope: { path: '', type: posts }\n  values: { permalink: '/d/:title' }", "/d/Ein-Tag")]
    [InlineData("permalink: pretty\ndefaults:\n- scope: { path: '_posts' }\n  values: { permalink: '/d/:title' }\n- scope: { path: '_posts/old' }\n  values: { permalink: '/old/:title' }", "/d/Ein-Tag")]
    [InlineData("defaults:\n- scope: { path: '*sts' }\n  values: { permalink: '/d/:title' }\n- scope: { path: '_pages/*' }\n  values: { permalink: '/p/:title' }", "/d/Ein-Tag")]
    [InlineData("title: T", "/news/2015/01/02/Ein-Tag.html")]
    public void Point_24_Jekylls_permalinks_count(string config, string path)
    {
        using var site = new SiteOnDisk().With("_config.yml", $"timezone: Asia/Seoul\n{config}\n");
        Assert.Equal(path, site.Read("2015-01-02-Ein-Tag.md", "---\ntitle: T\ncategories: News\n---\nText").Url!.AbsolutePath);
    }

    [Theory]
    [InlineData("permalink: /about/:year/", "/about/2015/")]
    [InlineData("permalink: pretty", "/2015/01/02/a/")]
    [InlineData("permalink: 소개.html", "/%EC%86%8C%EA%B0%9C.html")]
    [InlineData("permalink: https://other.example/x", "/x")]
    public void Point_24_A_posts_own_template_comes_first(string head, string path)
    {
        using var site = new SiteOnDisk(new() { Permalink = "ordinal" }).With("_config.yml", "permalink: none\n");
        Assert.Equal(path, site.Read("2015-01-02-a.md", $"---\ntitle: T\n{head}\n---\nText").Url!.AbsolutePath);
    }

    [Fact]
    public void Point_24_The_setting_comes_before_the_site_file()
    {
        using var site = new SiteOnDisk(new() { Permalink = "/s/:title/" }).With("_config.yml", "permalink: none\n");
        Assert.Equal("/s/a/", site.Read("2015-01-02-a.md", "---\ntitle: T\n---\nText").Url!.AbsolutePath);
    }

    [Theory]
    [InlineData("[permalinks]\nposts = '/:year/:month/:slug/'", "/2015/01/the-title/")]
    [InlineData("[permalinks.page]\nposts = '/:filename/'", "/a-b/")]
    [InlineData("title = 'T'", "/posts/a-b/")]
    public void Point_24_Hugos_permalinks_count(string config, string path)
    {
        using var site = new SiteOnDisk(posts: "content/posts").With("hugo.toml", config + "\n");
        Assert.Equal(path, site.Read("A B.md", "+++\ntitle = 'The Title'\ndate = 2015-01-02\n+++\nText").Url!.AbsolutePath);
    }

    [Fact]
    public void Point_24_A_Jekyll_site_tells_the_rest()
    {
        using var site = new SiteOnDisk().With("_config.yml", """
            title: 雑記
            url: https://blog.example
            baseurl: /notes
            timezone: Asia/Tokyo
            permalink: pretty
            excerpt_separator: <!--続き-->
            future: true
            lang: ja_JP
            """);
        var post = site.Read("2015-01-02-a.md", "---\ndate: 2015-01-02 23:30:00 +0000\n---\n前\n\n<!--続き-->\n\n後");
        Assert.Equal("https://blog.example/notes/2015/01/03/a/", post.Url!.AbsoluteUri);
        Assert.Equal(("雑記", "https://blog.example/notes/", "ja-JP", "Asia/Tokyo", true), (site.Site.Title, site.Site.Url.AbsoluteUri, site.Site.Language, site.Site.TimeZone.Id, site.File.Future));
        Assert.Equal("前 間", site.Render("2015-01-02-a.md", "---\ntitle: T\n---\n前\n\n間\n\n<!--続き-->\n\n後").Summary);
    }

    [Fact]
    public void Point_24_A_Hugo_site_tells_the_rest()
    {
        using var site = new SiteOnDisk(posts: "content").With("config.toml", """
            title = "잡기"
            baseURL = "https://blog.example/notes/"
            timeZone = "Asia/Seoul"
            buildFuture = true
            languageCode = "ko-kr"
            """);
        Assert.Equal("https://blog.example/notes/post/a/", site.Read("post/a.md", "+++\ndate = 2015-01-02\n+++\nText").Url!.AbsoluteUri);
        Assert.Equal(("잡기", "ko-KR", "Asia/Seoul", true), (site.Site.Title, site.Site.Language, site.Site.TimeZone.Id, site.File.Future));
    }

    [Theory]
    [InlineData("redirect_from: /old/", "/old/")]
    [InlineData("redirect_from:\n- /old/\naliases: [/other, 別名]", "/old/|/other|別名")]
    public void Point_24_Old_addresses_are_kept(string head, string redirects)
    {
        using var site = new SiteOnDisk().With("_config.yml", "title: T\n");
        Assert.Equal(redirects.Split('|'), site.Read("2015-01-02-a.md", $"---\ntitle: T\n{head}\n---\nText").Redirects);
    }

    [Theory]
    [InlineData("2015-01-02-MixedCase_~!$&'()+,;=@.md", "/MixedCase_~!$&'()+,;=@", "Mixedcase_~!$&'()+,;=@")]
    [InlineData("2015-01-02-a [b] #c?d%e.md", "/a-b-c-d-e", "A B C D E")]
    [InlineData("2015-01-02-v1.2.3-released.md", "/v1.2.3-released", "V1.2.3 Released")]
    [InlineData("2015-01-02-日本語の-記事.md", "/日本語の-記事", "日本語の 記事")]
    [InlineData("2015-01-02-שלום-עולם.md", "/שלום-עולם", "שלום עולם")]
    [InlineData("2015-01-02-émile-ÀLA.md", "/émile-ÀLA", "Émile Àla")]
    public void Point_25_Jekylls_slug_and_title_of_a_name(string name, string path, string title)
    {
        using var site = new SiteOnDisk().With("_config.yml", "permalink: /:title\n");
        var post = site.Read(name, "---\nlayout: post\n---\nText");
        Assert.Equal((path, title), (Uri.UnescapeDataString(post.Url!.AbsolutePath), post.Title));
    }

    [Theory]
    [InlineData("MixedCase Name.md", "/posts/mixedcase-name/")]
    [InlineData("Ünïcode 日本.md", "/posts/ünïcode-日本/")]
    [InlineData("a & b (c)!.md", "/posts/a-b-c/")]
    [InlineData("v1.2.md", "/posts/v1.2/")]
    public void Point_25_Hugo_writes_lower_case(string name, string path)
    {
        using var site = new SiteOnDisk(posts: "content/posts").With("hugo.toml", "title = 'T'\n");
        Assert.Equal(path, Uri.UnescapeDataString(site.Read(name, "+++\ntitle = 'T'\ndate = 2015-01-02\n+++\nText").Url!.AbsolutePath));
    }
}
