using Publisher.Feeds;
using Publisher.Feeds.Topics;
using Publisher.Posts;

namespace Publisher.Pages;

/// <summary>A category or tag as a page shows it.</summary>
/// <param name="Url">Of its own page; null where it has none.</param>
internal sealed record TopicLink(string Name, Uri? Url);

/// <summary>Where the pages of topics are, of those that have feeds.</summary>
internal sealed class TopicLinks(FeedPublisher feeds, Site site)
{
    public IReadOnlyList<TopicLink> Of(TopicKind kind, IEnumerable<string> names) => [.. names.Select(name => new TopicLink(name, Url(kind, name)))];

    private Uri? Url(TopicKind kind, string name)
    {
        var prefix = $"{TopicFeed.FolderOf(kind)}/{TopicSlug.Of(name)}/";
        return feeds.PlanAt(prefix) is null ? null : FeedAddress.Below(site.Url, prefix);
    }
}
