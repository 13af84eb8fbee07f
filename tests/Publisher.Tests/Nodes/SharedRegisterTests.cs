using Publisher.Posts.Identity;

namespace Publisher.Tests.Nodes;

/// <summary>Two nodes whose folders differ for a while, on one register.</summary>
public sealed class SharedRegisterTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_node_that_has_not_got_a_post_yet_does_not_take_it_for_gone()
    {
        var gone = Row("new", "a") with { Gone = Now };
        Assert.Empty(SharedRegister.Own([gone], []));
        Assert.Single(SharedRegister.Own([gone], ["new"]));
        Assert.Single(SharedRegister.Own([Row("new", "a")], []));
    }

    [Fact]
    public void An_edit_that_another_saw_is_not_undone_by_the_old_file_here_and_is_of_its_time_when_it_comes()
    {
        var known = new RegisterIndex([Row("post", "old")]);
        var shared = new SharedRegister();
        var there = Row("post", "new") with { Updated = Now.AddMinutes(1) };
        Assert.Empty(shared.News([there], known));
        Assert.Equal("old", known.Find("post")!.ContentHash);

        Assert.True(shared.Settle([Row("post", "new") with { Updated = Now.AddMinutes(9) }], known));
        Assert.Equal(there, known.Find("post"));
        Assert.Empty(shared.News([there], known));
    }

    [Fact]
    public void What_another_registered_is_known_here()
    {
        var known = new RegisterIndex([]);
        known.Learn(new SharedRegister().News([Row("post", "a")], known));
        Assert.NotNull(known.Find("post"));
    }

    [Fact]
    public void What_is_missing_at_a_start_was_taken_away_where_the_node_had_all_and_nothing_came_since()
    {
        var had = SharedRegister.SumOf(["b", "a"]);
        Assert.Equal(["a", "b"], SharedRegister.Before([Row("a", "1"), Row("b", "2"), Row("c", "3") with { Gone = Now }], had));
        // Another node has one more: it may be on its way here, and so may all.
        Assert.Empty(SharedRegister.Before([Row("a", "1"), Row("b", "2"), Row("c", "3")], had));
        Assert.Empty(SharedRegister.Before([Row("a", "1"), Row("b", "2")], null));
    }

    private static RegisteredPost Row(string id, string hash) => new(id, null, $"{id}.md", hash, Now, Now, null, Now, Now);
}
