using Publisher.Posts;

namespace Publisher.Tests.Posts.AnyBlog;

/// <summary>How posts are read, points 14 to 20: what a head says of its post.</summary>
public sealed class MetadataTests
{
    private const string Head = "---\ntitle: 題\ndate: 2026-01-05\n";

    [Theory]
    [InlineData("author: 홍길동", "홍길동")]
    [InlineData("author: \"Josh Aas, ISRG Executive Director\"", "Josh Aas, ISRG Executive Director")]
    [InlineData("authors: [山田 太郎, 'Doe, Jane']", "山田 太郎|Doe, Jane")]
    [InlineData("author: A\nauthors: [B, a]", "A|B")]
    [InlineData("author: {name: דנה, url: https://d.example}", "דנה")]
    [InlineData("authors:\n- name: A\n  title: Editor\n- B", "A|B")]
    [InlineData("author:\n  display_name: Jane Doe\n  login: jane\n  email: jane@a.example\nauthor_login: jane\nauthor_email: jane@a.example", "Jane Doe")]
    [InlineData("author:\n  display_name: ''\n  login: jane\n  email: jane@a.example", "jane")]
    [InlineData("author: Jane Doe <jane@a.example>", "Jane Doe")]
    [InlineData("author: jane@a.example (Jane Doe)", "Jane Doe")]
    [InlineData("author: jane@a.example", "jane")]
    [InlineData("author: {name: jane@a.example}", "jane")]
    [InlineData("author: {email: jane@a.example}", "")]
    public async Task Point_14_Authors_come_in_many_shapes_and_never_with_their_address(string head, string authors) =>
        Assert.Equal(authors, string.Join('|', (await WrittenBlog.HeadOfAsync(head)).Authors));

    [Theory]
    [InlineData("authors.yml")]
    [InlineData("_data/authors.yml")]
    [InlineData("posts/authors.yml")]
    public async Task Point_14_An_authors_file_names_those_that_posts_give_by_id(string file)
    {
        using var blog = new WrittenBlog { Format = PostFormat.Plain };
        blog.Write(file, "gildong:\n  name: 홍길동\n  email: hong@a.example\njane: Jane <jane@a.example>\n").Write("posts/a.md", Head + "authors: [gildong, JANE, other]\n---\nText.");
        Assert.Equal(["홍길동", "Jane", "other"], (await blog.ReadOnlyAsync()).Authors);
    }

    [Theory]
    [InlineData("author: Jane <jane@a.example>")]
    [InlineData("author:\n  name: Jane\n  email: jane@a.example")]
    public async Task Point_14_Nor_with_the_address_that_a_site_file_gives(string author)
    {
        using var blog = new WrittenBlog();
        blog.Write("_config.yml", author).Write("posts/2026-01-05-a.md", "Text.");
        Assert.Equal(["Jane"], (await blog.ReadOnlyAsync()).Authors);
    }

    [Theory]
    [InlineData("excerpt: A *short* one.", "A short one.")]
    [InlineData("description: 짧은 <b>설명</b> &amp; 더", "짧은 설명 & 더")]
    [InlineData("summary: |\n  One\n  two.\n", "One two.")]
    [InlineData("subtitle: 副題", "副題")]
    [InlineData("abstract: '[Link](https://a.example)'", "Link")]
    [InlineData("description: D\nexcerpt: E", "E")]
    [InlineData("excerpt: ''", "")]
    [InlineData("excerpt: ''\ndescription: D", "")]
    [InlineData("excerpt:", "The text.")]
    [InlineData("excerpt:\ndescription: D", "D")]
    [InlineData("excerpt: [a, b]\ndescription: D", "D")]
    public async Task Point_15_The_summary_is_what_the_head_says(string head, string summary)
    {
        using var blog = new WrittenBlog { Format = PostFormat.Plain };
        var post = await blog.Write("posts/a.md", $"{Head}{head}\n---\nThe text.").ReadOnlyAsync();
        Assert.Equal(summary, blog.Render(post).Summary);
    }

    [Theory]
    [InlineData("image: /i/a.png", "/i/a.png")]
    [InlineData("images: [/i/a.png, /i/b.png]", "/i/a.png")]
    [InlineData("images:\n- /i/a.png", "/i/a.png")]
    [InlineData("cover: /i/a.png", "/i/a.png")]
    [InlineData("thumbnail: /i/a.png", "/i/a.png")]
    [InlineData("featured_image: /i/a.png", "/i/a.png")]
    [InlineData("featureImage: /i/a.png", "/i/a.png")]
    [InlineData("header_image: /i/a.png", "/i/a.png")]
    [InlineData("image: {path: /i/a.png, alt: x}", "/i/a.png")]
    [InlineData("image:\n  feature: /i/a.png", "/i/a.png")]
    [InlineData("banner: {content: /i/a.png}", "/i/a.png")]
    [InlineData("ogimage: /i/a.png", "/i/a.png")]
    [InlineData("image: null\ncover: /i/a.png", "/i/a.png")]
    [InlineData("image: ''\ncover: /i/a.png", "/i/a.png")]
    [InlineData("image: 사진.png", "/trip/사진.png")]
    [InlineData("image: ./사진.png", "/trip/사진.png")]
    [InlineData("image: ../top.png", "/top.png")]
    [InlineData("image: https://cdn.example/a.png", "https://cdn.example/a.png")]
    [InlineData("image: //cdn.example/a.png", "https://cdn.example/a.png")]
    [InlineData("image: null", null)]
    [InlineData("image: ~\nimages: []", null)]
    [InlineData("image: 'javascript:alert(1)'", null)]
    public async Task Point_16_The_image_is_found_and_its_address_made_whole(string head, string? image)
    {
        using var blog = new WrittenBlog { Format = PostFormat.Plain };
        blog.Write("posts/trip/사진.png", "x").Write("posts/top.png", "x");
        var post = await blog.Write("posts/trip/index.md", $"{Head}{head}\n---\nText.").ReadOnlyAsync();
        var expected = image?.StartsWith("https:", StringComparison.Ordinal) == false ? "https://blog.example" + image : image;
        Assert.Equal(expected, blog.Render(post).Image is { } found ? Uri.UnescapeDataString(found.AbsoluteUri) : null);
    }

    [Theory]
    [InlineData("id: abc-1", "abc-1")]
    [InlineData("guid: https://old.example/?p=22", "https://old.example/?p=22")]
    [InlineData("uuid: 123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-426614174000")]
    [InlineData("post_id: 22", "22")]
    [InlineData("id: 22\nguid: https://old.example/?p=22", "https://old.example/?p=22")]
    [InlineData("id: 010", "010")]
    [InlineData("id:", null)]
    public async Task Point_17_A_head_may_name_the_id(string head, string? id)
    {
        var post = await WrittenBlog.HeadOfAsync(head);
        Assert.Equal(id, post.OwnId);
        if (id?.Contains("://", StringComparison.Ordinal) == true)
            Assert.Equal(id, post.Id);
    }

    [Theory]
    [InlineData("permalink: /나의/글/", "https://blog.example/나의/글/")]
    [InlineData("permalink: about-me.html", "https://blog.example/about-me.html")]
    [InlineData("permalink: /:year/:title/", "https://blog.example/2026/a-post/")]
    [InlineData("permalink: https://other.example/x?p=1", "https://other.example/x?p=1")]
    [InlineData("url: /u/", "https://blog.example/u/")]
    [InlineData("url: https://other.example/u", "https://other.example/u")]
    [InlineData("slug: 다른-이름", "https://blog.example/2026/02/11/다른-이름.html")]
    [InlineData("path: 2026/x/y/", "https://blog.example/2026/x/y/")]
    [InlineData("permalink:\nurl: /u/", "https://blog.example/u/")]
    public async Task Point_17_Or_the_address(string head, string url) =>
        Assert.Equal(url, Uri.UnescapeDataString((await WrittenBlog.HeadOfAsync(head)).Url!.AbsoluteUri));

    [Theory]
    [InlineData("---\npermalink: false\ntitle: A\n---\nText.")]
    [InlineData("---\npermalink: 'false'\ntitle: A\n---\nText.")]
    [InlineData("---\nPermalink : False\ntitle: A\n---\nText.")]
    [InlineData("---\nurl: false\ntitle: A\n---\nText.")]
    [InlineData("+++\npermalink = false\ntitle = 'A'\n+++\nText.")]
    [InlineData("{\"permalink\": false, \"title\": \"A\"}\nText.")]
    public async Task Point_17_A_permalink_that_is_false_is_no_page(string text)
    {
        var post = await WrittenBlog.PostOfAsync(text);
        Assert.Equal(PostStatus.Hidden, post.Status);
        Assert.EndsWith(": false", post.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Jekyll", "redirect_from: /옛/글/", "/옛/글/")]
    [InlineData("Jekyll", "redirect_from:\n- /a/\n- https://old.example/b", "/a/|https://old.example/b")]
    [InlineData("Hugo", "aliases: [/a/, b.html]", "/a/|b.html")]
    [InlineData("Obsidian", "aliases: [별명, My other name, /real/one]", "/real/one")]
    [InlineData("Obsidian", "aliases: 별명\nredirect_from: /old/", "/old/")]
    [InlineData("Plain", "aliases:", "")]
    public async Task Point_17_Old_addresses_are_kept_and_other_names_are_none(string format, string head, string redirects) =>
        Assert.Equal(redirects, string.Join('|', (await WrittenBlog.HeadOfAsync("date: 2026-01-05\n" + head, Enum.Parse<PostFormat>(format))).Redirects));

    [Theory]
    [InlineData("canonical_url: https://first.example/글", "https://first.example/글", null)]
    [InlineData("external_url: https://else.example/x", null, "https://else.example/x")]
    [InlineData("link: https://else.example/x", null, "https://else.example/x")]
    [InlineData("itemUrl: https://else.example/x", null, "https://else.example/x")]
    [InlineData("link: no address\ncanonical_url: /x", null, null)]
    [InlineData("external_url: ''\nlink: https://else.example/x", null, "https://else.example/x")]
    public async Task Point_17_The_first_place_and_what_a_link_post_is_about(string head, string? canonical, string? external)
    {
        var post = await WrittenBlog.HeadOfAsync(head);
        Assert.Equal((canonical, external), (post.Canonical is null ? null : Uri.UnescapeDataString(post.Canonical.AbsoluteUri), post.External?.AbsoluteUri));
    }

    [Theory]
    [InlineData("a.md", "lang: ja", "ja")]
    [InlineData("a.md", "language: ko_KR", "ko-KR")]
    [InlineData("a.md", "locale: zh_cn", "zh-CN")]
    [InlineData("a.md", "locale: ja_JP.UTF-8", "ja-JP")]
    [InlineData("a.md", "lang: zh_hant_tw", "zh-Hant-TW")]
    [InlineData("a.md", "lang: 日本語\nlocale: ja", "ja")]
    [InlineData("a.en.md", "layout: x", "en")]
    [InlineData("글.zh-CN.md", "layout: x", "zh-CN")]
    [InlineData("he/a.md", "layout: x", "he")]
    [InlineData("zh_tw/deep/a.md", "layout: x", "zh-TW")]
    [InlineData("ja/a.en.md", "layout: x", "en")]
    [InlineData("ja/a.en.md", "lang: ko", "ko")]
    [InlineData("ja/a.md", "lang: Japanese", "ja")]
    [InlineData("it/a.md", "layout: x", null)]
    [InlineData("a.md", "layout: x", null)]
    public async Task Point_18_The_language_is_told_by_head_name_or_folder(string name, string head, string? language) =>
        Assert.Equal(language, (await WrittenBlog.PostOfAsync($"{Head}{head}\n---\nText.", name)).Language);

    [Fact]
    public async Task Point_18_What_is_no_language_is_said_so()
    {
        var post = await WrittenBlog.HeadOfAsync("title: 題\nlang: 日本語");
        Assert.Equal((3, Severity.Warning), (Assert.Single(post.Problems).Line, post.Problems[0].Severity));
    }

    [Theory]
    [InlineData("updated: 2026-02-01")]
    [InlineData("last_modified_at: 2026-02-01")]
    [InlineData("lastmod: 2026-02-01")]
    [InlineData("modified: 2026-02-01")]
    [InlineData("date_updated: 2026-02-01")]
    [InlineData("updated: soon\nlastmod: 2026-02-01")]
    public async Task Point_19_A_head_may_say_when_it_changed(string head)
    {
        var post = await WrittenBlog.HeadOfAsync("date: 2026-01-05\n" + head);
        Assert.Equal(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.FromHours(9)), post.Updated);
    }

    [Fact]
    public async Task Point_19_No_post_changed_before_it_was_published()
    {
        var post = await WrittenBlog.HeadOfAsync("date: 2026-01-05\nupdated: 2025-12-01");
        Assert.Equal(post.Published, post.Updated);
    }

    [Theory]
    [InlineData("draft: true")]
    [InlineData("draft: 'true'")]
    [InlineData("Draft: yes")]
    [InlineData("published: false")]
    [InlineData("published: 'false'")]
    [InlineData("publish: false")]
    [InlineData("public: no")]
    [InlineData("status: draft")]
    [InlineData("status: Pending")]
    [InlineData("status: private")]
    [InlineData("status: 'trash '")]
    [InlineData("draft: false\npublished: false")]
    [InlineData("extra: {a: 1}\nstatus: [draft]")]
    public async Task Point_20_Drafts_are_not_published(string head)
    {
        var post = await WrittenBlog.HeadOfAsync(head);
        Assert.Equal(PostStatus.Draft, post.Status);
        Assert.NotEmpty(post.Reason);
        Assert.Empty(post.Problems);
    }

    [Theory]
    [InlineData("draft: false")]
    [InlineData("draft: 'False'")]
    [InlineData("draft:")]
    [InlineData("published: true")]
    [InlineData("published: 2026-01-05")]
    [InlineData("sitemap: false")]
    [InlineData("status: Closed")]
    [InlineData("status: publish")]
    [InlineData("status: 完成")]
    public async Task Point_20_Others_are(string head)
    {
        var post = await WrittenBlog.HeadOfAsync(head);
        Assert.Equal((PostStatus.Published, ""), (post.Status, post.Reason));
        Assert.Empty(post.Problems);
    }

    [Theory]
    [InlineData("draft: maybe")]
    [InlineData("draft: 예")]
    [InlineData("draft: לא")]
    [InlineData("draft: []")]
    [InlineData("published: later")]
    [InlineData("publish: {on: friday}")]
    [InlineData("public: ''")]
    public async Task Point_20_In_doubt_a_post_is_not_published_and_said_so(string head)
    {
        var post = await WrittenBlog.HeadOfAsync("title: 題\n" + head);
        Assert.Equal(PostStatus.Draft, post.Status);
        Assert.NotEmpty(post.Reason);
        Assert.Equal(("2026-02-11-a-post.md", 3, Severity.Warning), (Assert.Single(post.Problems).Path, post.Problems[0].Line, post.Problems[0].Severity));
    }

    [Theory]
    [InlineData("[params]\nx = 1\ndraft = true", "draft in [params]")]
    [InlineData("[taxonomies]\ntags = ['a']\n\npublished = false", "published in [taxonomies]")]
    public async Task Point_20_A_flag_that_slipped_into_a_table_leaves_a_doubt(string head, string reason)
    {
        var post = await WrittenBlog.PostOfAsync($"+++\ntitle = '題'\n{head}\n+++\nText.");
        Assert.Equal((PostStatus.Draft, reason), (post.Status, post.Reason));
        Assert.Equal(Severity.Warning, Assert.Single(post.Problems).Severity);
        Assert.Equal(PostStatus.Published, (await WrittenBlog.PostOfAsync("+++\n[params]\ndraft = false\n+++\nText.")).Status);
    }

    // The last of two equal keys counts, but not for what could not be taken back.
    [Theory]
    [InlineData("---\ndraft: true\ndraft: false\n---\nText.")]
    [InlineData("---\npublished: false\nlayout: x\npublished: true\n---\nText.")]
    [InlineData("---\nstatus: draft\nstatus: published\n---\nText.")]
    [InlineData("---\ntitle: A: B\ndraft: true\ndraft: false\n---\nText.")]
    [InlineData("{\"draft\": true, \"draft\": false}\nText.")]
    [InlineData("Title: A\nStatus: draft\nStatus: published\n\nText.")]
    public async Task Point_20_Of_two_flags_the_careful_one_counts(string text)
    {
        var post = await WrittenBlog.PostOfAsync(text);
        Assert.Equal(PostStatus.Draft, post.Status);
        Assert.NotEmpty(post.Problems);
    }
}
