using Publisher.Posts;

namespace Publisher.Feeds;

/// <summary>A feed that is to be written: the posts that stand in it, newest first, and the files that it is written to.</summary>
/// <param name="Prefix">What the names of its files begin with: nothing for the site's own feed, a folder with <c>/</c> behind, or the number of an archive document with a dot behind.</param>
internal sealed record FeedPlan(string Prefix, IReadOnlyList<Post> Posts, IReadOnlyList<FeedFile> Files)
{
    /// <summary>The topic that its posts share; null for all topics.</summary>
    public string? Topic { get; init; }

    /// <summary>The language that its posts share; null for the site's.</summary>
    public string? Language { get; init; }

    /// <summary>Whether it says of itself that it holds every post there is (RFC 5005, section 2).</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether it is a part of the site's own feed, with older posts.</summary>
    public bool IsArchive { get; init; }

    /// <summary>The prefix of the archive document that goes on with older posts.</summary>
    public string? Older { get; init; }

    /// <summary>Posts that were taken away.</summary>
    public IReadOnlyList<Tombstone> Tombstones { get; init; } = [];

    /// <summary>Whether the feed comes out the same, as far as can be told without rendering it: an unchanged post is the same object in every catalogue.</summary>
    public bool IsSame(FeedPlan other) =>
        Prefix == other.Prefix && Topic == other.Topic && Older == other.Older && Tombstones.SequenceEqual(other.Tombstones) && Posts.Count == other.Posts.Count && Posts.Zip(other.Posts).All(pair => ReferenceEquals(pair.First, pair.Second));

    public string TitleOn(Site site) => Topic is null ? site.Title : $"{Topic} – {site.Title}";

    public static IReadOnlyList<FeedFile> FilesAt(string prefix, FeedsOptions options) =>
        [.. FeedFormats.All.Where(file => file.Format is { } format && options.Formats.Contains(format)).Select(file => file with { Name = prefix + file.Name })];
}
