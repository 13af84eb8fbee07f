using CsCheck;
using Publisher.Posts;
using Publisher.Posts.Identity;

namespace Publisher.Tests.Posts;

public sealed class PostIdentityTests
{
    private readonly IdentifiedFolder folder = new();

    [Fact]
    public void An_edit_keeps_the_id_and_says_when()
    {
        folder.Put("a.md", "text");
        var before = folder.Look()["a.md"];
        folder.Put("a.md", "other text");
        var after = folder.Look()["a.md"];
        Assert.Equal(before.Id, after.Id);
        Assert.Equal(before.Published, before.Updated);
        Assert.Equal(folder.Now, after.Updated);
    }

    [Fact]
    public void A_touch_changes_nothing()
    {
        folder.Put("a.md", "text");
        var before = folder.Look()["a.md"];
        folder.Put("a.md", "text");
        Assert.Equal(before, folder.Look()["a.md"]);
        Assert.Empty(folder.Changes);
    }

    [Fact]
    public void A_post_that_moves_with_its_text_stays_the_same()
    {
        folder.Put("a.md", "text");
        var before = folder.Look()["a.md"];
        folder.Move("a.md", "deep/b.md");
        var after = folder.Look()["deep/b.md"];
        Assert.Equal((before.Id, before.Updated), (after.Id, after.Updated));
        Assert.Equal("deep/b.md", Assert.Single(folder.Register.Values).Path);
        Assert.Null(folder.Register[after.Id].Gone);
    }

    [Fact]
    public void A_copy_is_another_post_even_when_its_name_comes_first()
    {
        folder.Put("b.md", "text");
        var id = folder.Look()["b.md"].Id;
        folder.Put("a.md", "text");
        folder.Put("c.md", "text");
        var posts = folder.Look();
        Assert.Equal(id, posts["b.md"].Id);
        Assert.Equal(3, posts.Values.Select(post => post.Id).Distinct().Count());
    }

    [Fact]
    public void A_copy_whose_source_is_edited_at_the_same_time_is_another_post()
    {
        folder.Put("a.md", "text");
        var id = folder.Look()["a.md"].Id;
        folder.Put("b.md", "text");
        folder.Put("a.md", "new text");
        var posts = folder.Look();
        Assert.Equal(id, posts["a.md"].Id);
        Assert.NotEqual(id, posts["b.md"].Id);
    }

    [Fact]
    public void A_new_text_under_a_deleted_posts_name_is_another_post()
    {
        folder.Put("a.md", "text");
        var first = folder.Look()["a.md"].Id;
        for (var turn = 0; turn < 3; turn++)
        {
            folder.Remove("a.md");
            folder.Look();
            Assert.NotNull(folder.Register[first].Gone);
            folder.Put("a.md", $"text {turn}");
            Assert.Equal(turn + 2, folder.Look().Values.Concat(folder.History).Select(post => post.Id).Distinct().Count());
        }
    }

    [Fact]
    public void A_file_that_comes_back_is_the_same_post()
    {
        folder.Put("a.md", "text");
        folder.Put("b.md", "text");
        var before = folder.Look();
        folder.Remove("a.md");
        folder.Remove("b.md");
        folder.Look();
        folder.Put("b.md", "text");
        Assert.Equal(before["b.md"].Id, folder.Look()["b.md"].Id);
        folder.Put("a.md", "text");
        var after = folder.Look();
        Assert.Equal(before["a.md"].Id, after["a.md"].Id);
        Assert.All(folder.Register.Values, row => Assert.Null(row.Gone));
    }

    [Fact]
    public void Files_that_swap_their_names_keep_their_ids()
    {
        folder.Put("a.md", "A");
        folder.Put("b.md", "B");
        var before = folder.Look();
        folder.Put("a.md", "B");
        folder.Put("b.md", "A");
        var after = folder.Look();
        Assert.Equal((before["a.md"].Id, before["b.md"].Id), (after["b.md"].Id, after["a.md"].Id));
    }

    [Fact]
    public void Files_that_are_renumbered_keep_their_ids()
    {
        foreach (var i in Enumerable.Range(1, 5))
            folder.Put($"{i}.md", $"text {i}");
        var before = folder.Look();
        foreach (var i in Enumerable.Range(1, 5).Reverse())
            folder.Move($"{i}.md", $"{i + 1}.md");
        folder.Put("1.md", "a new first");
        var after = folder.Look();
        foreach (var i in Enumerable.Range(1, 5))
            Assert.Equal(before[$"{i}.md"].Id, after[$"{i + 1}.md"].Id);
        Assert.DoesNotContain(before.Values, post => post.Id == after["1.md"].Id);
    }

    [Fact]
    public void A_file_that_is_moved_over_another_keeps_its_id_and_the_other_is_gone()
    {
        folder.Put("a.md", "A");
        folder.Put("b.md", "B");
        var before = folder.Look();
        folder.Move("b.md", "a.md");
        Assert.Equal(before["b.md"].Id, folder.Look()["a.md"].Id);
        Assert.NotNull(folder.Register[before["a.md"].Id].Gone);
        Assert.Null(folder.Register[before["b.md"].Id].Gone);
    }

    [Fact]
    public void A_draft_keeps_the_id_it_had_and_gets_none_before()
    {
        folder.Put("a.md", "text", status: PostStatus.Draft);
        Assert.Equal("", folder.Look()["a.md"].Id);
        Assert.Empty(folder.Register);
        folder.Put("a.md", "text");
        var id = folder.Look()["a.md"].Id;
        folder.Put("a.md", "text", status: PostStatus.Draft);
        Assert.Equal("", folder.Look()["a.md"].Id);
        folder.Put("b.md", "text");
        Assert.NotEqual(id, folder.Look()["b.md"].Id);
        folder.Put("a.md", "rewritten");
        Assert.Equal(id, folder.Look()["a.md"].Id);
    }

    [Fact]
    public void An_own_id_is_the_id_and_the_former_one_is_remembered()
    {
        folder.Put("a.md", "text");
        var former = folder.Look()["a.md"].Id;
        folder.Put("a.md", "text", own: "tag:blog,2026:1");
        Assert.Equal("tag:blog,2026:1", folder.Look()["a.md"].Id);
        Assert.Equal(former, folder.Register["tag:blog,2026:1"].FormerId);
        Assert.Equal(folder.Register[former].FirstSeen, folder.Register["tag:blog,2026:1"].FirstSeen);
        folder.Look();
        Assert.Empty(folder.Changes);
    }

    [Fact]
    public void A_former_id_goes_to_no_other_post()
    {
        folder.Put("a.md", "text");
        var former = folder.Look()["a.md"].Id;
        folder.Put("a.md", "text", own: "tag:blog,2026:1");
        folder.Look();
        folder.Move("a.md", "moved.md");
        folder.Look();
        folder.Put("copy.md", "text");
        folder.Put("a.md", "text");
        var posts = folder.Look();
        Assert.DoesNotContain(posts.Values, post => post.Id == former);
        Assert.Equal("tag:blog,2026:1", posts["moved.md"].Id);
    }

    [Fact]
    public void An_id_that_was_moved_and_renamed_at_once_goes_to_no_copy()
    {
        folder.Put("a.md", "text");
        var former = folder.Look()["a.md"].Id;
        folder.Move("a.md", "b.md");
        folder.Put("b.md", "text", own: "tag:blog,2026:1");
        folder.Put("c.md", "text");
        var posts = folder.Look();
        Assert.Equal(former, folder.Register["tag:blog,2026:1"].FormerId);
        Assert.DoesNotContain(posts.Values, post => post.Id == former);
    }

    [Fact]
    public void An_own_id_that_is_taken_out_again_stays()
    {
        folder.Put("a.md", "text", own: "tag:blog,2026:1");
        folder.Look();
        folder.Put("a.md", "text");
        Assert.Equal("tag:blog,2026:1", folder.Look()["a.md"].Id);
        folder.Put("a.md", "text", own: "tag:blog,2026:2");
        folder.Look();
        folder.Put("a.md", "text");
        Assert.Equal("tag:blog,2026:2", folder.Look()["a.md"].Id);
        Assert.Single(folder.Register.Values, row => row.Gone is null);
    }

    [Fact]
    public void An_own_id_moves_with_its_post_though_the_text_changes_and_the_name_is_used_again()
    {
        folder.Put("a.md", "text", own: "tag:blog,2026:1");
        folder.Look();
        folder.Put("b.md", "rewritten", own: "tag:blog,2026:1");
        folder.Put("a.md", "another text");
        var posts = folder.Look();
        Assert.Equal("tag:blog,2026:1", posts["b.md"].Id);
        Assert.Equal(PostStatus.Published, posts["a.md"].Status);
        Assert.NotEqual("tag:blog,2026:1", posts["a.md"].Id);
    }

    [Theory]
    [InlineData("a.md", "b.md")]
    [InlineData("b.md", "a.md")]
    public void Of_two_posts_with_one_id_the_first_stays_and_the_error_names_both(string first, string second)
    {
        folder.Put(first, "text", own: "tag:blog,2026:1");
        folder.Look();
        folder.Put(second, "copied with its head", own: "tag:blog,2026:1");
        var posts = folder.Look();
        Assert.Equal((PostStatus.Published, "tag:blog,2026:1"), (posts[first].Status, posts[first].Id));
        Assert.Equal(PostStatus.Broken, posts[second].Status);
        var problem = Assert.Single(posts[second].Problems);
        Assert.Equal((second, Severity.Error), (problem.Path, problem.Severity));
        Assert.Contains(first, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.md", "b.md")]
    [InlineData("b.md", "a.md")]
    public void A_post_that_takes_the_id_of_another_does_not_get_it(string first, string second)
    {
        folder.Put(first, "one");
        folder.Put(second, "two");
        var before = folder.Look();
        folder.Put(second, "two", own: before[first].Id);
        var posts = folder.Look();
        Assert.Equal(before[first].Id, posts[first].Id);
        Assert.Equal(PostStatus.Broken, posts[second].Status);
        folder.Put(second, "two");
        Assert.Equal(before[second].Id, folder.Look()[second].Id);
    }

    [Fact]
    public void The_date_of_an_update_is_the_authors_and_never_before_the_publication()
    {
        folder.Put("a.md", "text", updated: folder.Now.AddDays(-400));
        var updated = folder.Now.AddDays(-1);
        folder.Put("b.md", "text b", updated: updated);
        var posts = folder.Look();
        Assert.Equal(posts["a.md"].Stamp, posts["a.md"].Updated);
        Assert.True(posts["a.md"].Stamp >= posts["a.md"].Published);
        Assert.Equal(updated, posts["b.md"].Updated);
    }

    [Fact]
    public void Whatever_happens_to_the_files_ids_stay_with_their_posts() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 5]).Array[1, 60].Sample(
            steps =>
            {
                var model = new IdentityModel();
                foreach (var (what, from, to) in steps)
                    model.Step(what, $"{from}.md", $"{to}.md");
            },
            iter: 2_000);

    [Fact]
    public void However_much_happens_between_two_looks_no_id_is_given_twice() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 6]).Array[1, 8].Array[1, 10].Sample(
            looks =>
            {
                var many = new IdentifiedFolder();
                foreach (var steps in looks)
                {
                    foreach (var (name, text, own) in steps)
                    {
                        if (text == 0)
                            many.Remove($"{name}.md");
                        else
                            many.Put($"{name}.md", $"text {text}", own: own > 2 ? null : $"tag:blog,2026:{own}");
                    }

                    many.Look();
                    many.Look();
                    Assert.Empty(many.Changes);
                }
            },
            iter: 2_000);

    [Fact]
    public void Without_a_register_ids_are_those_of_a_fresh_one() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 5]).Array[0, 20].Sample(
            files =>
            {
                var (one, other) = (new IdentifiedFolder(), new IdentifiedFolder());
                foreach (var (name, text) in files)
                {
                    one.Put($"{name}.md", $"text {text}");
                    other.Put($"{name}.md", $"another {text}");
                }

                Assert.Equal(one.Look().Values.Select(post => post.Id), other.Look().Values.Select(post => post.Id));
                Assert.All(one.Look().Values, post => Assert.Equal(PostIds.FromPath(post.Path), post.Id));
            },
            iter: 200);
}
