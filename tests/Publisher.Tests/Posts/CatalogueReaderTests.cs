using Publisher.Posts;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts;

public sealed class CatalogueReaderTests : IDisposable
{
    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Fact]
    public async Task Only_files_that_changed_are_read_again()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        blog.Write("2026-01-02-b.md", Some.PostText("B"));
        var first = await blog.LookAsync();
        blog.Write("2026-01-02-b.md", Some.PostText("B, edited"));
        var second = await blog.LookAsync();
        Assert.Same(first.Files["2026-01-01-a.md"], second.Files["2026-01-01-a.md"]);
        Assert.NotSame(first.Files["2026-01-02-b.md"], second.Files["2026-01-02-b.md"]);
        Assert.Equal("B, edited", blog.Post("2026-01-02-b.md").Title);
    }

    [Fact]
    public async Task When_nothing_changed_the_catalogue_is_the_same_object()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        var first = await blog.LookAsync();
        Assert.Same(first, await blog.LookAsync());
        blog.Time.Advance(TimeSpan.FromDays(1000));
        Assert.Same(first, await blog.LookAsync());
    }

    [Theory]
    [InlineData("---\ntitle: [\n---\nBody", 3)]
    [InlineData("---\ntitle: A\nBody", 1)]
    public async Task A_broken_post_keeps_its_last_good_version_and_is_reported_with_its_line(string broken, int line)
    {
        blog.Write("2026-01-01-a.md", Some.PostText("Good"));
        var id = (await blog.LookAsync()).Published.Single().Id;
        blog.Write("2026-01-01-a.md", broken);
        var post = Assert.Single((await blog.LookAsync()).Published);
        Assert.Equal((id, "Good"), (post.Id, post.Title));
        Assert.Contains(blog.Catalogue.Problems, problem => problem is { Severity: Severity.Error } && problem.Line == line && problem.Path == "2026-01-01-a.md");
        Assert.Contains(blog.Catalogue.Problems, problem => problem.Message.Contains("last good version", StringComparison.Ordinal));

        blog.Write("2026-01-01-a.md", broken + " still");
        Assert.Equal("Good", Assert.Single((await blog.LookAsync()).Published).Title);
        blog.Write("2026-01-01-a.md", Some.PostText("Mended"));
        post = Assert.Single((await blog.LookAsync()).Published);
        Assert.Equal((id, "Mended"), (post.Id, post.Title));
        Assert.Empty(blog.Catalogue.Problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\n")]
    public async Task An_emptied_file_keeps_its_last_good_version(string empty)
    {
        blog.Write("2026-01-01-a.md", Some.PostText("Good"));
        await blog.LookAsync();
        blog.Write("2026-01-01-a.md", empty);
        Assert.Equal("Good", Assert.Single((await blog.LookAsync()).Published).Title);
        Assert.Contains(blog.Catalogue.Problems, problem => problem.Message.Contains("empty", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_was_never_good_is_reported_and_fails_nothing_else()
    {
        blog.Write("2026-01-01-a.md", "---\ntitle: [\n---\n");
        blog.Write("2026-01-02-b.md", "");
        blog.Write("2026-01-03-c.md", Some.PostText("C"));
        File.WriteAllBytes(blog["2026-01-04-d.md"], [0xFF, 0x00, 0x01]);
        await blog.LookAsync();
        Assert.Equal("C", Assert.Single(blog.Catalogue.Published).Title);
        Assert.Equal(
            [PostStatus.Broken, PostStatus.Skipped, PostStatus.Published, PostStatus.Broken],
            blog.Catalogue.Posts.Select(post => post.Status));
    }

    [Fact]
    public async Task A_good_version_that_becomes_a_draft_is_taken_back()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        await blog.LookAsync();
        blog.Write("2026-01-01-a.md", Some.PostText("A", more: "draft: true"));
        Assert.Empty((await blog.LookAsync()).Published);
        blog.Write("2026-01-01-a.md", "---\nbroken: [\n---\n");
        Assert.Empty((await blog.LookAsync()).Published);
    }

    [Fact]
    public async Task A_file_that_changes_between_two_looks_is_left_for_the_next()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        await blog.LookAsync();
        blog.Write("2026-01-01-a.md", Some.PostText("A, half wr"));
        blog.Write("2026-01-02-b.md", Some.PostText("B, half wr"));
        blog.Write("2026-01-03-c.md", Some.PostText("C, whole"));
        await blog.LookAsync(() =>
        {
            blog.Write("2026-01-01-a.md", Some.PostText("A, wholly written"));
            blog.Write("2026-01-02-b.md", Some.PostText("B, wholly written"));
            blog.Write("2026-01-04-d.md", Some.PostText("D, just begun"));
        });
        Assert.Equal(["C, whole", "A"], blog.Catalogue.Published.Select(post => post.Title).Order(StringComparer.Ordinal).Reverse());
        Assert.True(blog.Catalogue.IsSettling);

        await blog.LookAsync();
        Assert.Equal(["A, wholly written", "B, wholly written", "C, whole", "D, just begun"], blog.Catalogue.Published.Select(post => post.Title).Order(StringComparer.Ordinal));
        Assert.False(blog.Catalogue.IsSettling);
    }

    [Fact]
    public async Task The_first_post_of_an_empty_folder_settles_like_any_other()
    {
        await blog.LookAsync();
        blog.Write("2026-01-01-a.md", Some.PostText("Half wr"));
        Assert.Empty((await blog.LookAsync(() => blog.Write("2026-01-01-a.md", Some.PostText("Wholly written")))).Published);
        Assert.Equal("Wholly written", Assert.Single((await blog.LookAsync()).Published).Title);
    }

    [Fact]
    public async Task A_file_that_is_replaced_by_deleting_and_writing_stays_the_same_post()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        var id = (await blog.LookAsync()).Published.Single().Id;
        File.Delete(blog["2026-01-01-a.md"]);
        Assert.Equal("A", Assert.Single((await blog.LookAsync(() => blog.Write("2026-01-01-a.md", Some.PostText("A, saved")))).Published).Title);
        var post = Assert.Single((await blog.LookAsync()).Published);
        Assert.Equal((id, "A, saved"), (post.Id, post.Title));
    }

    [Fact]
    public async Task A_folder_that_is_missing_at_first_is_a_problem_until_it_is_there()
    {
        Directory.Delete(blog.Folder);
        await blog.LookAsync();
        Assert.Contains("is not there", blog.Catalogue.FolderProblem, StringComparison.Ordinal);
        var missing = blog.Catalogue;
        Assert.Same(missing, await blog.LookAsync());
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        await blog.LookAsync();
        Assert.Null(blog.Catalogue.FolderProblem);
        Assert.Single(blog.Catalogue.Published);
    }

    [Fact]
    public async Task A_folder_that_vanishes_takes_no_post_away_and_comes_back()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        var published = (await blog.LookAsync()).Published;
        Directory.Move(blog.Folder, blog.Files["elsewhere"]);
        await blog.LookAsync();
        Assert.NotNull(blog.Catalogue.FolderProblem);
        Assert.Equal(published, blog.Catalogue.Published);
        Assert.All(blog.Register.Values, row => Assert.Null(row.Gone));

        Directory.Move(blog.Files["elsewhere"], blog.Folder);
        await blog.LookAsync();
        Assert.Null(blog.Catalogue.FolderProblem);
        Assert.Equal(published.Select(post => post.Id), blog.Catalogue.Published.Select(post => post.Id));
    }

    [Fact]
    public async Task A_folder_that_vanishes_between_two_looks_takes_no_post_away()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        blog.Write("2026-01-02-b.md", Some.PostText("B"));
        var published = (await blog.LookAsync()).Published;
        blog.Write("2026-01-01-a.md", Some.PostText("A, edited"));
        File.Delete(blog["2026-01-02-b.md"]);
        await blog.LookAsync(() => Directory.Move(blog.Folder, blog.Files["elsewhere"]));
        Assert.NotNull(blog.Catalogue.FolderProblem);
        Assert.Equal(published, blog.Catalogue.Published);
        Assert.Empty(blog.Catalogue.Problems);
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_a_problem()
    {
        Directory.Delete(blog.Folder);
        File.WriteAllText(blog.Folder, "a file");
        Assert.NotNull((await blog.LookAsync()).FolderProblem);
    }

    [Fact]
    public async Task A_future_post_appears_when_it_is_due_though_no_file_is_touched()
    {
        blog.Write("2026-03-01-a.md", Some.PostText("A", "2026-03-01 10:00:00 +0000"));
        Assert.Equal(PostStatus.Scheduled, (await blog.LookAsync()).Posts.Single().Status);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), blog.Catalogue.NextChange);
        blog.Time.SetUtcNow(new(2026, 3, 1, 9, 59, 59, TimeSpan.Zero));
        Assert.Empty((await blog.LookAsync()).Published);
        blog.Time.SetUtcNow(new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
        Assert.NotEqual("", Assert.Single((await blog.LookAsync()).Published).Id);
        Assert.Null(blog.Catalogue.NextChange);
    }

    [Fact]
    public async Task A_post_that_expires_goes_and_keeps_its_id()
    {
        blog.Write("2026-02-11-a.md", Some.PostText("A", more: "expiryDate: 2026-03-02 00:00:00 +0000"));
        var id = Assert.Single((await blog.LookAsync()).Published).Id;
        blog.Time.SetUtcNow(new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));
        Assert.Empty((await blog.LookAsync()).Published);
        Assert.Equal(PostStatus.Expired, blog.Post("2026-02-11-a.md").Status);
        Assert.Null(blog.Register[id].Gone);
        blog.Write("2026-02-11-a.md", Some.PostText("A"));
        Assert.Equal(id, Assert.Single((await blog.LookAsync()).Published).Id);
    }

    [Fact]
    public async Task Future_posts_are_published_at_once_where_the_site_file_says_so()
    {
        blog.Files.Write("_config.yml", "future: true\n");
        blog.Write("2026-12-01-a.md", Some.PostText("A", "2026-12-01"));
        Assert.Single((await blog.LookAsync()).Published);
    }

    [Fact]
    public async Task Newest_first_and_ties_by_id()
    {
        for (var i = 0; i < 20; i++)
            blog.Write($"2026-01-01-{i}.md", Some.PostText($"Tie {i}", "2026-01-01 00:00:00 +0000"));
        blog.Write("2026-01-02-new.md", Some.PostText("New", "2026-01-02"));
        blog.Write("2025-01-02-old.md", Some.PostText("Old", "2025-01-02"));
        var titles = (await blog.LookAsync()).Published;
        Assert.Equal(("New", "Old"), (titles[0].Title, titles[^1].Title));
        var ties = titles.Skip(1).SkipLast(1).Select(post => post.Id).ToList();
        Assert.Equal(ties.Order(StringComparer.Ordinal), ties);
        Assert.Equal(22, titles.Select(post => post.Stamp).Distinct().Count());
        Assert.Equal(blog.Catalogue.Posts.Select(post => post.Path).Order(StringComparer.Ordinal), blog.Catalogue.Posts.Select(post => post.Path));
    }

    [Fact]
    public async Task Two_posts_at_one_address_are_both_published_and_the_newer_is_shown()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("Old", "2026-01-01", "permalink: /same/"));
        blog.Write("2026-01-02-b.md", Some.PostText("New", "2026-01-02", "permalink: /same"));
        blog.Write("2026-01-03-c.md", Some.PostText("Else", "2026-01-03", "permalink: /%E5%90%8C/"));
        await blog.LookAsync();
        Assert.Equal(3, blog.Catalogue.Published.Count);
        Assert.Equal("New", blog.Catalogue.At(new("https://blog.example/same/"))?.Title);
        Assert.Equal("Else", blog.Catalogue.At(new("https://blog.example/%e5%90%8c"))?.Title);
        Assert.Null(blog.Catalogue.At(new("https://blog.example/other")));
        var problem = Assert.Single(blog.Catalogue.Problems);
        Assert.Equal(("2026-01-01-a.md", Severity.Warning), (problem.Path, problem.Severity));
        Assert.Contains("2026-01-02-b.md", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_posts_in_one_folder_are_read()
    {
        for (var i = 0; i < 2_000; i++)
            File.WriteAllText(blog[$"2026-01-01-{i}.md"], Some.PostText($"Post {i}", "2026-01-01", body: $"Body {i}\n"));
        await blog.LookAsync();
        Assert.Equal(2_000, blog.Catalogue.Published.Select(post => post.Id).Distinct().Count());
        Assert.Empty(blog.Catalogue.Problems);
        blog.Write("2026-01-01-7.md", Some.PostText("Edited", "2026-01-01"));
        var before = blog.Catalogue;
        await blog.LookAsync();
        Assert.Equal(1, blog.Catalogue.Files.Count(file => before.Files[file.Key] != file.Value));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_read()
    {
        using var small = new Blog(new PostsOptions { MaxFileSize = Publisher.Settings.ByteSize.MiB(1) });
        small.Write("2026-01-01-a.md", Some.PostText("A", body: new string('x', 1024 * 1024)));
        await small.LookAsync();
        Assert.Equal(PostStatus.Broken, small.Post("2026-01-01-a.md").Status);
        Assert.Contains("posts.maxFileSize", small.Post("2026-01-01-a.md").Reason, StringComparison.Ordinal);
    }
}
