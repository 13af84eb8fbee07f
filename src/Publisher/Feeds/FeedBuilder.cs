using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Posts.Rendering;

namespace Publisher.Feeds;

/// <summary>From the catalogue to the one feed that all formats are written from.</summary>
internal sealed class FeedBuilder(Site site, FeedsOptions options, PostRenderer renderer)
{
    public Feed Build(Catalogue catalogue)
    {
        var posts = options.Limit == 0 ? catalogue.Published : [.. catalogue.Published.Take(options.Limit)];
        var entries = new Entry[posts.Count];
        Parallel.For(0, posts.Count, i => entries[i] = Entry(posts[i]));
        return new(
            PostIds.Uuid("feed", site.Url.AbsoluteUri),
            site.Title,
            site.Description,
            site.Url,
            site.Language,
            site.Copyright,
            entries.Length == 0 ? DateTimeOffset.UnixEpoch : entries.Max(entry => entry.Updated),
            entries);
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
