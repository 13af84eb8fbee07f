using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Posts.Identity;

namespace Publisher.Tests.Newsletter;

public sealed class ReleasePolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 11, 12, 0, 0, TimeSpan.Zero);
    private static readonly NewsletterOptions Options = new() { Hold = TimeSpan.FromMinutes(5), Budget = 3 };

    [Fact]
    public void At_first_sight_everything_but_drafts_and_scheduled_posts_is_past()
    {
        var plan = Decide([Post("a"), Post("b", PostStatus.Draft), Post("c", PostStatus.Scheduled), Post("d", PostStatus.Broken)], isFirstSight: true);
        Assert.Contains("id:a", plan.Past);
        Assert.Contains(PostIds.FromPath("d"), plan.Past);
        Assert.DoesNotContain("id:b", plan.Past);
        Assert.DoesNotContain(PostIds.FromPath("c"), plan.Past);
        Assert.Empty(plan.Released);
    }

    [Fact]
    public void A_new_post_is_released_when_its_hold_time_is_over()
    {
        Assert.Empty(Decide([Post("a")], since: Now.AddMinutes(-4)).Released);
        Assert.Single(Decide([Post("a")], since: Now.AddMinutes(-4)).Waiting);
        Assert.Single(Decide([Post("a")], since: Now.AddMinutes(-5)).Released);
    }

    [Fact]
    public void Dates_choose_the_order_and_nothing_else()
    {
        var plan = Decide([Post("new", published: Now), Post("postdated", published: Now.AddYears(-9))]);
        Assert.Equal(["postdated", "new"], plan.Released.Select(post => post.Path));
    }

    [Fact]
    public void A_post_that_may_not_be_mailed_waits_for_a_change_of_mind() =>
        Assert.True(Decide([Post("a") with { Mailable = false }]).ChangesNothing);

    [Fact]
    public void More_than_the_budget_is_held_and_stays_so_until_the_operator_speaks()
    {
        Post[] posts = [Post("a"), Post("b"), Post("c"), Post("d")];
        var plan = Decide(posts);
        Assert.Equal(4, plan.Held.Count);
        Assert.Empty(plan.Released);

        var held = posts.ToDictionary(post => post.Id, post => new Release(post.Id, ReleaseState.Held, 0));
        Assert.True(Decide(posts, known: held, budget: 9).ChangesNothing);
        Assert.Single(Decide([.. posts, Post("e")], known: held, lately: 0).Released);
    }

    [Fact]
    public void A_crowd_that_comes_in_drops_is_a_crowd()
    {
        Assert.Single(Decide([Post("d")], lately: 3).Held);
        var register = new[] { "a", "b", "c", "d" }.ToDictionary(name => $"id:{name}", name => new RegisteredPost($"id:{name}", null, name, "", name == "a" ? Now.AddDays(-1) : Now, Now, null));
        var plan = ReleasePolicy.Decide([Post("a"), Post("b"), Post("c"), Post("d")], new Dictionary<string, Release>(), register, 0, Options, Now);
        Assert.Equal(["a"], plan.Held.Select(post => post.Path));
        Assert.Equal(3, plan.Waiting.Count);
    }

    [Fact]
    public void A_post_that_was_first_seen_by_a_clock_a_year_ahead_does_not_wait_for_a_year()
    {
        Assert.Single(Decide([Post("a")], since: Now.AddYears(1)).Released);
        Assert.Single(Decide([Post("a")], since: Now.AddSeconds(2)).Waiting);
    }

    [Fact]
    public void A_post_that_was_decided_on_is_never_decided_on_again()
    {
        foreach (var state in new[] { ReleaseState.Past, ReleaseState.Released })
            Assert.True(Decide([Post("a")], known: new() { ["id:a"] = new("id:a", state, 1) }).ChangesNothing);
    }

    [Fact]
    public void An_author_who_names_an_id_later_mails_nobody_again()
    {
        var register = new Dictionary<string, RegisteredPost> { ["id:new"] = new("id:new", "id:old", "new", "", Now.AddDays(-1), Now, null) };
        var plan = ReleasePolicy.Decide([Post("new")], new Dictionary<string, Release> { ["id:old"] = new("id:old", ReleaseState.Released, 7) }, register, 0, Options, Now);
        Assert.Equal(["id:new"], plan.Past);
        Assert.Empty(plan.Released);
    }

    private static ReleasePlan Decide(Post[] posts, bool isFirstSight = false, Dictionary<string, Release>? known = null, DateTimeOffset? since = null, int budget = 3, int lately = 0)
    {
        var register = posts.Where(post => post.Id.Length > 0).ToDictionary(post => post.Id, post => new RegisteredPost(post.Id, null, post.Path, "", since ?? Now.AddDays(-1), Now, null));
        return isFirstSight ? ReleasePolicy.FirstSight(Catalogue(posts)) : ReleasePolicy.Decide(posts, known ?? [], register, lately, Options with { Budget = budget }, Now);
    }

    private static Catalogue Catalogue(Post[] posts) => new() { Posts = posts, Published = [.. posts.Where(post => post.IsPublished)], Files = new Dictionary<string, ReadFile>() };

    private static Post Post(string path, PostStatus status = PostStatus.Published, DateTimeOffset? published = null) =>
        new() { Path = path, Status = status, Id = status == PostStatus.Published ? $"id:{path}" : "", Title = path, Published = published ?? Now.AddDays(-1) };
}
