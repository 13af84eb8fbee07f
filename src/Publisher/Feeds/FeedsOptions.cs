using System.ComponentModel.DataAnnotations;

namespace Publisher.Feeds;

/// <summary>What stands in an entry: the whole post or its summary alone.</summary>
internal enum FeedContent
{
    Full,
    Summary,
}

internal enum FeedFormat
{
    Rss,
    Atom,
    Json,
}

/// <summary>Section <c>feeds</c>: which feeds are written, where, and how much stands in them.</summary>
internal sealed record FeedsOptions
{
    [MinLength(1)]
    public string Folder { get; init; } = "data/public";

    /// <summary>Number of newest posts in a feed; 0 for all.</summary>
    [Range(0, 100_000)]
    public int Limit { get; init; } = 20;

    /// <summary>Whether every post stands in a second feed, below <c>complete/</c>.</summary>
    public bool Complete { get; init; }

    public FeedContent Content { get; init; } = FeedContent.Full;

    [MinLength(1)]
    public IReadOnlyList<FeedFormat> Formats { get; init; } = [FeedFormat.Rss, FeedFormat.Atom, FeedFormat.Json];
}
