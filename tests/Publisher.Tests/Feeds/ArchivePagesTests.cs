using CsCheck;
using Publisher.Feeds;
using Publisher.Feeds.Archives;
using Publisher.Posts;

namespace Publisher.Tests.Feeds;

public sealed class ArchivePagesTests
{
    private static readonly FeedsOptions Options = new() { Limit = 3, Archives = 4 };

    [Fact]
    public void Documents_fill_from_the_oldest_post_and_lead_from_one_to_the_next()
    {
        var pages = ArchivePages.Of(SomePost.Upto(13), new Dictionary<string, int>(), Options);
        var plans = pages.Plans(Options).ToList();
        Assert.Equal(["archive/1.", "archive/2.", "archive/3."], plans.Select(plan => plan.Prefix));
        Assert.Equal([["Post 4", "Post 3", "Post 2", "Post 1"], ["Post 8", "Post 7", "Post 6", "Post 5"], ["Post 10", "Post 9"]], plans.Select(plan => plan.Posts.Select(post => post.Title)));
        Assert.Equal([null, "archive/1.", "archive/2."], plans.Select(plan => plan.Older));
        Assert.Equal("archive/3.", pages.Newest);
        Assert.Equal(["archive/1.rss.xml", "archive/1.atom.xml", "archive/1.feed.json"], plans[0].Files.Select(file => file.Name));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(3, 0)]
    public void Without_a_limit_or_by_default_there_are_none(int limit, int archives) =>
        Assert.Same(ArchivePages.None, ArchivePages.Of(SomePost.Upto(13), new Dictionary<string, int>(), Options with { Limit = limit, Archives = archives }));

    [Fact]
    public void Whatever_comes_and_goes_every_post_is_reached_once_and_full_documents_stay() => Gen.Int[0, 2].Select(Gen.Int[0, 40]).Array[1, 40].Sample(moves =>
    {
        var (known, posts, next) = (new Dictionary<string, int>(), new List<Post>(), 0);
        var full = new Dictionary<string, string>();
        foreach (var (kind, at) in moves)
        {
            var gone = kind == 2 && posts.Count > 0 ? posts[at % posts.Count] : null;
            if (gone is not null)
                posts.Remove(gone);
            else
                posts.Add(SomePost.Number(++next) with { Published = SomeFeed.Noon.AddDays(kind == 0 ? next : -at) });
            var published = Catalogue.InOrder(posts).ToList();
            var pages = ArchivePages.Of(published, known, Options);
            foreach (var (id, page) in pages.Learnt)
                known.Add(id, page);
            var plans = pages.Plans(Options).ToList();

            Assert.Equal(published.Select(post => post.Id).Order(), published.Take(Options.Limit).Concat(plans.SelectMany(plan => plan.Posts)).Select(post => post.Id).Order());
            Assert.All(plans, plan => Assert.InRange(plan.Posts.Count, 1, Options.Archives));
            // A post never moves to another document, so a full one can only lose.
            foreach (var plan in plans)
                Assert.All(plan.Posts, post => Assert.Equal(plan.Prefix, full.TryAdd(post.Id, plan.Prefix) ? plan.Prefix : full[post.Id]));
            Assert.All(known.GroupBy(pair => pair.Value), page => Assert.InRange(page.Count(), 1, Options.Archives));
        }
    });
}
