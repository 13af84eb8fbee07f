using System.Globalization;
using Publisher.Posts;

namespace Publisher.Tests.Posts.AnyBlog;

/// <summary>How posts are read, points 1 to 6: which files are posts.</summary>
public sealed class FindingTests
{
    private const string Text = "---\ntitle: 題\ndate: 2026-01-05\n---\nText.\n";

    [Theory]
    [InlineData("a.md")]
    [InlineData("a.markdown")]
    [InlineData("a.mkdn")]
    [InlineData("a.mkd")]
    [InlineData("a.mdown")]
    [InlineData("a.mdx")]
    [InlineData("a.html")]
    [InlineData("a.textile")]
    [InlineData("a.txt")]
    [InlineData("글.MD")]
    public async Task Point_01_Posts_are_told_by_their_extension(string name)
    {
        var post = await WrittenBlog.PostOfAsync(Text, name);
        Assert.Equal((name, PostStatus.Published, "題"), (post.Path, post.Status, post.Title));
    }

    [Fact]
    public async Task Point_01_Everything_else_is_an_asset_and_a_folder_may_be_named_like_a_post()
    {
        using var blog = new WrittenBlog();
        foreach (var name in new[] { "a.png", "a.md.bak", "a.json", "README", "a.pdf", "md", "本.docx", "2026-01-05-trip.md/photo.jpg", "2026-01-05-trip.md/2026-01-06-first day.md" })
            blog.Write($"posts/{name}", Text);
        Assert.Equal("2026-01-05-trip.md/2026-01-06-first day.md", (await blog.ReadOnlyAsync()).Path);
    }

    [Fact]
    public async Task Point_01_Textile_is_shown_as_plain_paragraphs_with_a_warning()
    {
        using var blog = new WrittenBlog();
        blog.Write("posts/2026-01-05-old.textile", "---\ntitle: Old\n---\nh2. *Strong* words\n\n# one\n# two_three_\n\n    deep & <b>bold</b> [1] https://a.example/b_c_d\n");
        var post = await blog.ReadOnlyAsync();
        var rendered = blog.Render(post);
        Assert.Equal(PostStatus.Published, post.Status);
        Assert.Equal("<p>h2. *Strong* words</p>\n<p># one\n# two_three_</p>\n<p>deep &amp; <b>bold</b> [1] <a href=\"https://a.example/b_c_d\">https://a.example/b_c_d</a></p>", rendered.Html);
        var problem = Assert.Single(rendered.Problems);
        Assert.Equal(("posts/2026-01-05-old.textile:4", Severity.Warning), (problem.Place("posts"), problem.Severity));
        Assert.Contains("Textile", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Point_01_A_number_sign_in_Textile_is_no_title() =>
        Assert.Equal("First Steps", (await WrittenBlog.PostOfAsync("# one\n# two\n", "2026-01-05-first-steps.textile")).Title);

    [Theory]
    [InlineData("ja/news/_posts/2026-01-05-x.md", "ja|news", "/ja/news/2026/01/05/x.html")]
    [InlineData("ja/news/_posts/deep/er/2026-01-05-x.md", "ja|news", "/ja/news/2026/01/05/x.html")]
    [InlineData("_posts/소식/2026-01-05-x.md", "", "/2026/01/05/x.html")]
    public async Task Point_02_In_Jekyll_the_folders_above_the_posts_are_categories(string name, string categories, string url)
    {
        using var blog = new WrittenBlog { Folder = "." };
        blog.Write("_config.yml", "title: T").Write("about.md", Text).Write("news/index.html", Text).Write(name, Text);
        var post = await blog.ReadOnlyAsync();
        Assert.Equal((name, PostStatus.Published, categories, url), (post.Path, post.Status, string.Join('|', post.Categories), post.Url!.AbsolutePath));
    }

    [Fact]
    public async Task Point_02_A_page_bundle_is_one_post_and_its_other_texts_are_resources()
    {
        using var blog = new WrittenBlog { Folder = "content" };
        blog.Write("hugo.toml", "title = 'T'").Write("content/posts/_index.md", Text).Write("content/posts/京都の旅/index.md", Text).Write("content/posts/京都の旅/notes.md", Text)
            .Write("content/posts/京都の旅/img/credits.txt", Text).Write("content/posts/other.md", Text);
        var posts = (await blog.ReadAsync()).Posts.ToDictionary(post => post.Path);
        Assert.Equal("/posts/京都の旅/", Uri.UnescapeDataString(posts["posts/京都の旅/index.md"].Url!.AbsolutePath));
        Assert.Equal(["posts/other.md", "posts/京都の旅/index.md"], posts.Values.Where(post => post.IsPublished).Select(post => post.Path));
        Assert.All(["posts/_index.md", "posts/京都の旅/notes.md", "posts/京都の旅/img/credits.txt"], path => Assert.Equal(PostStatus.Skipped, posts[path].Status));
        Assert.Contains("part of posts/京都の旅/", posts["posts/京都の旅/notes.md"].Reason, StringComparison.Ordinal);
        Assert.Contains("section", posts["posts/_index.md"].Reason, StringComparison.Ordinal);
    }

    // Outside Hugo and Zola an index.md may as well be the page of a folder of posts: these stay posts if they are dated, and no undated note is published anyway.
    [Fact]
    public async Task Point_02_Elsewhere_a_bundle_swallows_no_post()
    {
        using var blog = new WrittenBlog { Format = PostFormat.Plain };
        blog.Write("posts/trip/index.md", Text).Write("posts/trip/notes.md", "My notes.").Write("posts/trip/next.md", Text).Write("posts/_index.md", Text);
        var posts = (await blog.ReadAsync()).Posts.ToDictionary(post => post.Path);
        Assert.Equal("/2026/01/05/trip.html", posts["trip/index.md"].Url!.AbsolutePath);
        Assert.Equal(
            (PostStatus.Published, PostStatus.Hidden, PostStatus.Published, PostStatus.Skipped),
            (posts["trip/index.md"].Status, posts["trip/notes.md"].Status, posts["trip/next.md"].Status, posts["_index.md"].Status));
    }

    [Theory]
    [InlineData("_drafts")]
    [InlineData("drafts")]
    [InlineData("draft")]
    [InlineData("Templates")]
    [InlineData("2026/Drafts/deep")]
    public async Task Point_03_Folders_of_drafts_and_templates_do_not_publish(string folder)
    {
        var post = await WrittenBlog.PostOfAsync(Text, $"{folder}/2026-01-05-x.md");
        Assert.Equal((PostStatus.Draft, $"{folder}/2026-01-05-x.md"), (post.Status, post.Path));
        Assert.NotEmpty(post.Reason);
    }

    [Fact]
    public async Task Point_03_Nothing_is_read_in_folders_that_begin_with_a_dot()
    {
        using var blog = new WrittenBlog();
        blog.Write("posts/.obsidian/a.md", Text).Write("posts/.git/2026-01-05-b.md", Text).Write("posts/x/.trash/c.md", Text).Write("posts/x/d.md", Text);
        Assert.Equal("x/d.md", (await blog.ReadOnlyAsync()).Path);
    }

    [Theory]
    [InlineData("2026-01-05-my first post.md", "My First Post", "/2026/01/05/my-first-post.html")]
    [InlineData("2026-01-05-c# and f#.md", "C And F", "/2026/01/05/c-and-f.html")]
    [InlineData("2026-01-05-100%20sure.md", "100 20sure", "/2026/01/05/100-20sure.html")]
    [InlineData("2026-01-05-[転載]題.md", "転載 題", "/2026/01/05/転載-題.html")]
    [InlineData("2026-01-05-c++ (part 2).md", "C++ (part 2)", "/2026/01/05/c++-(part-2).html")]
    [InlineData("2026-01-05-version 1.2.3.md", "Version 1.2.3", "/2026/01/05/version-1.2.3.html")]
    [InlineData("2026-01-05-and so....md", "And So", "/2026/01/05/and-so.html")]
    [InlineData("2026-01-05-שלום עולם.md", "שלום עולם", "/2026/01/05/שלום-עולם.html")]
    [InlineData("2026-01-05-안녕하세요.md", "안녕하세요", "/2026/01/05/안녕하세요.html")]
    [InlineData("2026-01-05-a?b&c=d.md", "A B&c=d", "/2026/01/05/a-b&c=d.html")]
    public async Task Point_04_Any_name_makes_a_title_and_an_address(string name, string title, string url)
    {
        using var blog = new WrittenBlog();
        var catalogue = await blog.Write($"posts/{name}", "Text.").ReadAsync();
        var post = Assert.Single(catalogue.Published);
        Assert.Equal((name, title, url), (post.Path, post.Title, Uri.UnescapeDataString(post.Url!.AbsolutePath)));
        Assert.Same(post, catalogue.At(post.Url));
    }

    [Fact]
    public async Task Point_04_A_name_may_be_as_long_as_a_file_system_takes()
    {
        var title = string.Concat(Enumerable.Repeat("長い題名", 20));
        var post = await WrittenBlog.PostOfAsync("Text.", $"2026-01-05-{title}.md");
        Assert.Equal((PostStatus.Published, title, $"/2026/01/05/{title}.html"), (post.Status, post.Title, Uri.UnescapeDataString(post.Url!.AbsolutePath)));
    }

    [Fact]
    public async Task Point_04_A_slug_that_all_posts_share_is_no_identity()
    {
        using var blog = new WrittenBlog();
        for (var day = 0; day < 300; day++)
            blog.Write($"posts/{new DateTime(2025, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}-links.md", "---\ntitle: Links\nslug: links\n---\nThe same text.");
        var catalogue = await blog.ReadAsync();
        Assert.Equal(300, catalogue.Published.Select(post => post.Id).Distinct().Count());
        Assert.Equal(300, catalogue.Published.Select(post => post.Url).Distinct().Count());
    }

    [Fact]
    public async Task Point_04_Two_posts_at_one_address_both_stay_and_their_author_is_told()
    {
        using var blog = new WrittenBlog();
        blog.Write("posts/a/2026-01-05-same.md", "One.").Write("posts/b/2026-01-05-same.md", "Two.");
        var catalogue = await blog.ReadAsync();
        Assert.Equal(2, catalogue.Published.Select(post => post.Id).Distinct().Count());
        Assert.Equal(Severity.Warning, Assert.Single(catalogue.Problems).Severity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n\t\n")]
    [InlineData("\uFEFF")]
    public async Task Point_05_An_empty_file_is_skipped_and_said_to_be_empty(string text)
    {
        var post = await WrittenBlog.PostOfAsync(text);
        Assert.Equal((PostStatus.Skipped, "the file is empty"), (post.Status, post.Reason));
    }

    [Fact]
    public async Task Point_05_A_post_may_be_all_head()
    {
        using var blog = new WrittenBlog();
        blog.Write("posts/ep1.md", "---\ntitle: 第1回\ndate: 2026-01-05\naudio: https://cdn.example/1.mp3\ndescription: |\n  Notes of the *show*.\n---\n");
        var post = await blog.ReadOnlyAsync();
        Assert.Equal((PostStatus.Published, "第1回"), (post.Status, post.Title));
        Assert.Equal("Notes of the show.", blog.Render(post).Summary);
        Assert.Single(post.Enclosures);
    }

    [Fact]
    public async Task Point_05_A_long_post_is_read_whole()
    {
        using var blog = new WrittenBlog();
        var words = string.Concat(Enumerable.Repeat("긴 글입니다 여기. \n\n", 40_000));
        blog.Write("posts/2026-01-05-long.md", $"---\ntitle: Long\n---\n{words}The end.");
        var post = await blog.ReadOnlyAsync();
        Assert.Equal(PostStatus.Published, post.Status);
        Assert.EndsWith("<p>The end.</p>", blog.Render(post).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Point_05_A_folder_may_hold_many_thousand_posts()
    {
        using var blog = new WrittenBlog();
        for (var number = 0; number < 3_000; number++)
            blog.Write($"posts/2025-06-{1 + (number % 28):00}-p{number}.md", "Text.");
        Assert.Equal(3_000, (await blog.ReadAsync()).Published.Select(post => post.Id).Distinct().Count());
    }

    [Fact]
    public async Task Point_06_Links_that_leave_the_folder_are_not_followed_and_said_so()
    {
        using var blog = new WrittenBlog();
        blog.Write("posts/2026-01-05-a.md", "Text.").Write("private/2026-01-05-secret.md", "Secret.").Write("posts/in/2026-01-06-b.md", "Text.");
        File.CreateSymbolicLink(blog.Files["posts/2026-01-07-out.md"], blog.Files["private/2026-01-05-secret.md"]);
        File.CreateSymbolicLink(blog.Files["posts/2026-01-08-up.md"], "../private/2026-01-05-secret.md");
        File.CreateSymbolicLink(blog.Files["posts/2026-01-09-nowhere.md"], "nothing.md");
        File.CreateSymbolicLink(blog.Files["posts/2026-01-10-inside.md"], "in/2026-01-06-b.md");
        Directory.CreateSymbolicLink(blog.Files["posts/folder"], blog.Files["private"]);
        Directory.CreateSymbolicLink(blog.Files["posts/round"], blog.Files["posts"]);
        var catalogue = await blog.ReadAsync();
        Assert.Equal(["2026-01-05-a.md", "2026-01-10-inside.md", "in/2026-01-06-b.md"], catalogue.Published.Select(post => post.Path).Order(StringComparer.Ordinal));
        var others = catalogue.Posts.Where(post => !post.IsPublished).ToList();
        Assert.Equal(["2026-01-07-out.md", "2026-01-08-up.md", "2026-01-09-nowhere.md", "folder", "round"], others.Select(post => post.Path).Order(StringComparer.Ordinal));
        Assert.All(others, post => Assert.Equal((PostStatus.Skipped, true), (post.Status, post.Reason.Contains("link", StringComparison.Ordinal))));
    }
}
