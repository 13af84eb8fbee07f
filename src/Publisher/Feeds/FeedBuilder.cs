using Publisher.Feeds.Splicing;
using Publisher.Feeds.Topics;
using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Posts.Rendering;
using Publisher.WebSub;

namespace Publisher.Feeds;

/// <summary>From a plan to the feed that all formats are written from.</summary>
internal sealed class FeedBuilder(Site site, FeedsOptions options, PostRenderer renderer)
{
    private const int Few = 100;

    private readonly Uri categories = FeedAddress.Below(site.Url, $"{TopicFeed.FolderOf(TopicKind.Categories)}/");
    private readonly Uri tags = FeedAddress.Below(site.Url, $"{TopicFeed.FolderOf(TopicKind.Tags)}/");

    /// <summary>Many entries are made as they are asked for, a few ahead, so that never all of them are in memory.</summary>
    /// <param name="origin">What the ids of feeds are made of.</param>
    /// <param name="made">The entries that other feeds of this round have made.</param>
    public Feed Build(FeedPlan plan, string origin, MadeEntries made) => new(
        // An archive document is a part of the site's own feed (RFC 5005, section 4).
        PostIds.Uuid("feed", origin + (plan.IsArchive ? "" : plan.Prefix)),
        plan.TitleOn(site),
        site.Description,
        site.Url,
        plan.Language ?? site.Language,
        site.Copyright,
        plan.Posts.Count == 0 ? DateTimeOffset.UnixEpoch : plan.Posts.Max(post => post.Updated!.Value),
        Entries(plan, made))
    {
        Authors = plan.Posts.SelectMany(AuthorsOf),
        Icon = site.Icon,
        IsComplete = plan.IsComplete,
        IsArchive = plan.IsArchive,
        Older = plan.Older,
        Tombstones = plan.Tombstones,
        Hubs = plan.IsArchive ? [] : Hubs.From(options.WebSub, site).All,
        Podcast = plan.Posts.Any(post => post.Enclosures.Any(EnclosureType.IsEpisode)) ? new(site.Author, options.Podcast.Category, options.Podcast.Explicit) : null,
    };

    private IEnumerable<Entry> Entries(FeedPlan plan, MadeEntries made)
    {
        if (plan.IsComplete)
            return new PostEntries(plan.Posts, Entry);
        var entries = new PostEntries(plan.Posts, post => made.Of(post, Entry));
        if (plan.Posts.Count <= Few)
            return [.. FeedSize.Cut(entries, options.MaxSize.Bytes)];
        return options.MaxSize.Bytes == 0 ? entries : FeedSize.Cut(entries, options.MaxSize.Bytes);
    }

    // One post must not hold up all others, whatever fault it brings a library to.
    private Entry Entry(Post post)
    {
        try
        {
            return Entry(post, renderer.Render(post));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new FeedException($"The post {post.Path} could not be rendered: {fault.Message}", fault, post.Id);
        }
    }

    // Readers do not inherit a feed's author, and formats must not differ.
    private IReadOnlyList<string> AuthorsOf(Post post) => post.Authors is [] ? [site.Title] : post.Authors;

    private Entry Entry(Post post, RenderedPost rendered) => new(
        post.Id,
        post.Title,
        post.Url!,
        post.Stamp!.Value,
        post.Updated!.Value,
        AuthorsOf(post),
        [.. post.Categories.Select(name => new Category(name, categories)), .. post.Tags.Except(post.Categories, StringComparer.OrdinalIgnoreCase).Select(name => new Category(name, tags))],
        post.Language,
        rendered.Summary,
        options.Content == FeedContent.Full ? rendered.Html : null,
        rendered.Image)
    {
        External = post.External,
        Enclosures = rendered.Enclosures,
    };
}
