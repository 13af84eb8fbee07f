using Publisher.Feeds.Archives;
using Publisher.Feeds.Topics;
using Publisher.Posts;

namespace Publisher.Feeds;

/// <summary>Which feeds the settings ask for and which posts stand in each: pure, from the catalogue alone.</summary>
internal static class FeedPlans
{
    /// <summary>The site's own feed first: readers wait for no other.</summary>
    /// <param name="pages">The archive document that each archived post stands in.</param>
    public static IEnumerable<FeedPlan> All(Catalogue catalogue, FeedsOptions options, Site site, ArchivePages pages, IReadOnlyList<Tombstone> tombstones)
    {
        yield return Own(catalogue, options) with { Older = pages.Newest, Tombstones = tombstones };
        if (options.Complete)
            yield return new("complete/", catalogue.Published, FeedPlan.FilesAt("complete/", options)) { IsComplete = true };
        foreach (var plan in pages.Plans(options))
            yield return plan;
        foreach (var topic in TopicFeeds.Of(catalogue.Published, options.Topics, site.Language, options.Limit))
            yield return topic.Plan(options);
    }

    /// <summary>The site's own, which readers are led to.</summary>
    public static FeedPlan Own(Catalogue catalogue, FeedsOptions options) => new("", Newest(catalogue.Published, options.Limit), FeedPlan.FilesAt("", options));

    private static IReadOnlyList<Post> Newest(IReadOnlyList<Post> posts, int limit) => limit == 0 || posts.Count <= limit ? posts : [.. posts.Take(limit)];
}
