using Publisher.Posts;

namespace Publisher.Tests.Posts;

public sealed class HintedLookTests : IDisposable
{
    private readonly HintedBlog blog = new();

    public void Dispose() => blog.Dispose();

    [Fact]
    public void Only_what_was_hinted_at_is_looked_at()
    {
        blog.With("a.md", "b.md");
        blog.Write("a.md", "a, edited");
        blog.Write("b.md", "b, edited");
        blog.Look(("a.md", Sign.Written));
        blog.LookAfter(blog.Settle);
        Assert.Equal(["a, edited", "b.md"], blog.Titles);
        blog.Look(Hint.Everywhere);
        blog.LookAfter(blog.Settle);
        Assert.Equal(["a, edited", "b, edited"], blog.Titles);
    }

    [Fact]
    public void Posts_that_did_not_change_are_the_same_objects()
    {
        var before = blog.With("a.md", "b.md", "c.md").Catalogue;
        blog.Write("b.md", "b, edited");
        blog.Look(("b.md", Sign.Moved));
        var after = blog.LookAfter(blog.Settle);
        Assert.NotSame(before, after);
        foreach (var name in new[] { "a.md", "c.md" })
        {
            Assert.Same(before.Posts.Single(post => post.Path == name), after.Posts.Single(post => post.Path == name));
            Assert.Same(before.Published.Single(post => post.Path == name), after.Published.Single(post => post.Path == name));
        }

        Assert.Equal("b, edited", blog.Post("b.md").Title);
    }

    [Fact]
    public void A_file_that_was_moved_to_its_name_is_read_after_a_quarter_of_the_time()
    {
        blog.With("a.md");
        blog.Write("a.md", "a, edited");
        blog.Look(("a.md", Sign.Moved));
        Assert.Equal(["a.md"], blog.Titles);
        Assert.Equal(blog.Settle / 4, blog.Left);
        blog.LookAfter(blog.Settle / 4);
        Assert.Equal(["a, edited"], blog.Titles);
        Assert.Null(blog.Left);
    }

    [Fact]
    public void A_file_that_was_written_in_place_settles_for_the_whole_time()
    {
        blog.With("a.md");
        blog.Write("a.md", "a, edi");
        blog.Look(("a.md", Sign.Written));
        blog.LookAfter(blog.Settle / 2);
        Assert.Equal(["a.md"], blog.Titles);
        blog.LookAfter(blog.Settle / 2);
        Assert.Equal(["a, edi"], blog.Titles);
    }

    [Fact]
    public void A_file_that_is_written_to_after_it_came_settles_for_the_whole_time()
    {
        blog.With("a.md");
        blog.Write("b.md", "b, half wr");
        blog.Look(("b.md", Sign.Moved));
        blog.Write("b.md", "b, wholly written");
        blog.Blog.Time.Advance(blog.Settle / 4);
        blog.Look(("b.md", Sign.Written));
        blog.LookAfter(blog.Settle / 2);
        Assert.Equal(["a.md"], blog.Titles);
        blog.LookAfter(blog.Settle / 2);
        Assert.Equal(["a.md", "b, wholly written"], blog.Titles);
    }

    [Fact]
    public void A_file_whose_writing_was_not_announced_yet_is_not_read_either()
    {
        blog.With("a.md");
        blog.Write("b.md", "b, half wr");
        blog.Look(("b.md", Sign.Moved));
        blog.Write("b.md", "b, wholly written");
        blog.LookAfter(blog.Settle / 4);
        blog.LookAfter(blog.Settle / 2);
        Assert.Equal(["a.md"], blog.Titles);
        blog.LookAfter(blog.Settle / 2);
        Assert.Equal(["a.md", "b, wholly written"], blog.Titles);
    }

    [Fact]
    public void An_empty_file_is_only_created_and_settles_for_the_whole_time()
    {
        blog.With("a.md");
        blog.Blog.Write("a.md", "");
        blog.Look(("a.md", Sign.Moved));
        blog.LookAfter(blog.Settle / 2);
        Assert.Empty(blog.Catalogue.Problems);
    }

    [Fact]
    public void A_file_that_goes_on_changing_is_never_read_and_the_others_are()
    {
        blog.With("a.md", "b.md");
        blog.Write("b.md", "b, edited");
        for (var i = 0; i < 20; i++)
        {
            blog.Write("a.md", new string('a', i + 1));
            blog.Look(i == 0 ? [("a.md", Sign.Written), ("b.md", Sign.Written)] : [("a.md", Sign.Written)]);
            blog.Blog.Time.Advance(blog.Settle / 2);
        }

        Assert.Equal(["a.md", "b, edited"], blog.Titles);
    }

    [Fact]
    public void A_post_that_is_renamed_is_never_taken_for_a_copy()
    {
        var id = blog.With("a.md").Post("a.md").Id;
        File.Move(blog.Blog["a.md"], blog.Blog["b.md"]);
        blog.Look(("a.md", Sign.Moved), ("b.md", Sign.Moved));
        blog.LookAfter(blog.Settle / 4);
        Assert.Equal((id, "b.md"), (blog.Catalogue.Published.Single().Id, blog.Catalogue.Published.Single().Path));
    }

    [Fact]
    public void A_post_that_left_and_comes_back_elsewhere_is_never_taken_for_a_copy()
    {
        var id = blog.With("a.md").Post("a.md").Id;
        File.Move(blog.Blog["a.md"], blog.Blog.Files["outside.md"]);
        blog.Look(("a.md", Sign.Written));
        blog.Blog.Time.Advance(blog.Settle / 2);
        File.Move(blog.Blog.Files["outside.md"], blog.Blog["b.md"]);
        blog.Look(("b.md", Sign.Moved));
        blog.LookAfter(blog.Settle / 4);
        Assert.Equal("a.md", blog.Catalogue.Published.Single().Path);
        blog.LookAfter(blog.Settle / 4);
        Assert.Equal((id, "b.md"), (blog.Catalogue.Published.Single().Id, blog.Catalogue.Published.Single().Path));
    }

    [Fact]
    public void Moves_without_end_hold_no_file_back_for_ever()
    {
        blog.With("a.md");
        blog.Write("b.md", "b");
        blog.Look(("b.md", Sign.Moved));
        for (var i = 0; i < 20; i++)
        {
            blog.Blog.Time.Advance(blog.Settle / 8);
            blog.Write($"c{i}.md", $"c{i}");
            blog.Look(($"c{i}.md", Sign.Moved));
        }

        Assert.Contains("b", blog.Titles);
    }

    [Theory]
    [InlineData("nowhere.md")]
    [InlineData("no/where.md")]
    [InlineData("../outside.md")]
    [InlineData("/etc/hostname")]
    [InlineData("")]
    [InlineData(".hidden.md")]
    [InlineData(".git/a.md")]
    [InlineData("a.md~")]
    [InlineData("a.md/b.md")]
    public void A_hint_that_leads_to_no_post_changes_nothing(string path)
    {
        var before = blog.With("a.md").Catalogue;
        blog.Blog.Files.Write("outside.md", "An outsider");
        blog.Blog.Write(".hidden.md", "Hidden");
        blog.Blog.Write(".git/a.md", "Hidden");
        blog.Blog.Write("a.md~", "A copy");
        blog.Look((path, Sign.Moved));
        Assert.Same(before, blog.LookAfter(blog.Settle));
        Assert.Null(blog.Left);
    }

    [Fact]
    public void A_folder_that_is_renamed_is_looked_through()
    {
        blog.With("old/a.md", "old/deep/b.md", "c.md");
        var ids = blog.Catalogue.Published.Select(post => post.Id).ToHashSet();
        Directory.Move(blog.Blog["old"], blog.Blog["new"]);
        blog.Look(("old", Sign.Moved), ("new", Sign.Moved));
        blog.LookAfter(blog.Settle);
        Assert.Equal(["c.md", "new/a.md", "new/deep/b.md"], blog.Catalogue.Posts.Select(post => post.Path));
        Assert.Equal(ids, blog.Catalogue.Published.Select(post => post.Id).ToHashSet());
    }

    [Theory]
    [InlineData("old")]
    [InlineData("old.md")]
    public void A_folder_that_leaves_takes_its_posts_with_it(string folder)
    {
        blog.With($"{folder}/a.md", "c.md");
        Directory.Move(blog.Blog[folder], blog.Blog.Files["away"]);
        blog.Look((folder, Sign.Written));
        blog.LookAfter(blog.Settle);
        Assert.Equal(["c.md"], blog.Catalogue.Posts.Select(post => post.Path));
    }

    [Fact]
    public void When_the_posts_folder_is_away_a_hint_takes_no_post_away()
    {
        blog.With("a.md", "b.md");
        Directory.Move(blog.Blog.Folder, blog.Blog.Files["away"]);
        blog.Look(("a.md", Sign.Written));
        blog.LookAfter(blog.Settle);
        Assert.NotNull(blog.Catalogue.FolderProblem);
        Assert.Equal(["a.md", "b.md"], blog.Titles);
        Directory.Move(blog.Blog.Files["away"], blog.Blog.Folder);
        Assert.Null(blog.Look().FolderProblem);
    }

    [Fact]
    public void Where_the_first_look_failed_a_hint_leads_to_a_look_at_everything()
    {
        blog.With("a.md", "b.md");
        blog.Forget();
        blog.Look(("a.md", Sign.Moved));
        Assert.Equal(["a.md", "b.md"], blog.Titles);
        Assert.All(blog.Rows, row => Assert.Null(row.Gone));
    }

    [Fact]
    public void What_still_settles_of_a_folder_that_comes_late_does_not_pass_for_gone()
    {
        var ids = blog.With("a.md", "b.md").Catalogue.Published.Select(post => post.Id).ToList();
        blog.Forget();
        Directory.Move(blog.Blog.Folder, blog.Blog.Files["away"]);
        blog.Look(Hint.Everywhere);
        Directory.Move(blog.Blog.Files["away"], blog.Blog.Folder);
        blog.Look(("a.md", Sign.Moved));
        blog.LookAfter(blog.Settle / 4);
        Assert.All(blog.Rows, row => Assert.Null(row.Gone));
        blog.LookAfter(blog.Settle);
        Assert.Equal(ids, blog.Catalogue.Published.Select(post => post.Id));
    }

    [Fact]
    public void A_link_changes_with_what_it_leads_to()
    {
        blog.With("a.md");
        File.CreateSymbolicLink(blog.Blog["link.md"], "a.md");
        blog.Look(("link.md", Sign.Moved));
        blog.LookAfter(blog.Settle);
        Assert.Equal(2, blog.Catalogue.Published.Count);
        blog.Write("a.md", "a, edited");
        blog.Look(("a.md", Sign.Written));
        blog.LookAfter(blog.Settle);
        Assert.Equal(["a, edited", "a, edited"], blog.Titles);
    }

    [Fact]
    public void A_link_that_leads_out_is_seen_and_not_followed()
    {
        blog.With("a.md");
        blog.Blog.Files.Write("outside.md", "An outsider");
        File.CreateSymbolicLink(blog.Blog["link.md"], "../outside.md");
        File.CreateSymbolicLink(blog.Blog["nowhere.md"], "nothing.md");
        blog.Look(("link.md", Sign.Moved), ("nowhere.md", Sign.Moved));
        blog.LookAfter(blog.Settle);
        Assert.Equal([PostStatus.Published, PostStatus.Skipped, PostStatus.Skipped], blog.Catalogue.Posts.Select(post => post.Status));
    }

    [Fact]
    public void An_index_that_comes_later_makes_its_folder_one_post()
    {
        using var hugo = new HintedBlog();
        hugo.Blog.Files.Write("hugo.toml", "title = 'Blog'\n");
        hugo.With("trip/notes.md", "c.md");
        Assert.Equal(2, hugo.Catalogue.Published.Count);
        hugo.Write("trip/index.md", "The trip");
        hugo.Look(("trip/index.md", Sign.Moved));
        hugo.LookAfter(hugo.Settle);
        Assert.Equal(["The trip", "c.md"], hugo.Titles);
        Assert.Equal(PostStatus.Skipped, hugo.Post("trip/notes.md").Status);
        hugo.Write("trip/more.md", "More");
        hugo.Look(("trip/more.md", Sign.Moved));
        hugo.LookAfter(hugo.Settle);
        Assert.Equal(PostStatus.Skipped, hugo.Post("trip/more.md").Status);
    }

    [Fact]
    public void A_post_appears_when_it_is_due_though_nothing_is_hinted_at()
    {
        blog.Blog.Write("a.md", Support.Some.PostText("A", "2026-03-01 10:00:00 +0000"));
        blog.With("b.md");
        blog.Blog.Time.SetUtcNow(new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal(["A", "b.md"], blog.Look().Published.Select(post => post.Title));
    }
}
