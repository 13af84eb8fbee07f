using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Posts.Rendering;

namespace Publisher.Feeds;

/// <summary>From the catalogue to the feed that all formats are written from.</summary>
internal sealed class FeedBuilder(Site site, FeedsOptions options, PostRenderer renderer)
{
    private static readonly int Ahead = 4 * Environment.ProcessorCount;

    /// <summary>The entries are made as they are asked for, a few ahead, so that never all of them are in memory.</summary>
    public Feed Build(Catalogue catalogue, FeedPlan plan)
    {
        IReadOnlyList<Post> posts = plan.Limit == 0 ? catalogue.Published : [.. catalogue.Published.Take(plan.Limit)];
        return new(
            PostIds.Uuid("feed", site.Url.AbsoluteUri + plan.Path),
            site.Title,
            site.Description,
            site.Url,
            site.Language,
            site.Copyright,
            posts.Count == 0 ? DateTimeOffset.UnixEpoch : posts.Max(post => post.Updated!.Value),
            Entries(posts))
        {
            Authors = posts.SelectMany(post => post.Authors),
            IsComplete = plan.IsComplete,
        };
    }

    private IEnumerable<Entry> Entries(IReadOnlyList<Post> posts)
    {
        var ahead = new Queue<Task<Entry>>();
        foreach (var post in posts)
        {
            ahead.Enqueue(Task.Run(() => Entry(post)));
            if (ahead.Count == Ahead)
                yield return ahead.Dequeue().GetAwaiter().GetResult();
        }

        while (ahead.TryDequeue(out var entry))
            yield return entry.GetAwaiter().GetResult();
    }

    private Entry Entry(Post post)
    {
        var rendered = renderer.Render(post);
        return new(
            post.Id,
            post.Title,
            post.Url!,
            post.Published!.Value,
            post.Updated!.Value,
            post.Authors,
            [.. post.Topics],
            post.Language,
            rendered.Summary,
            options.Content == FeedContent.Full ? rendered.Html : null,
            rendered.Image);
    }
}
