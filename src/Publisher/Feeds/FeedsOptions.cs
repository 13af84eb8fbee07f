using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Publisher.Feeds.Topics;
using Publisher.Posts.Identity;
using Publisher.Settings;
using Publisher.WebSub;

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
internal sealed record FeedsOptions : IValidatableObject
{
    [MinLength(1)]
    public string Folder { get; init; } = "data/public";

    /// <summary>Number of newest posts in a feed; 0 for all.</summary>
    [Range(0, 100_000)]
    public int Limit { get; init; } = 20;

    /// <summary>What a feed may not grow beyond: it then holds fewer posts. 0 for no bound. The complete feed has none.</summary>
    public ByteSize MaxSize { get; init; } = ByteSize.MiB(5);

    /// <summary>Whether every post stands in a second feed, below <c>complete/</c>.</summary>
    public bool Complete { get; init; }

    /// <summary>Number of posts an archive document holds; 0 for no archives.</summary>
    [Range(0, 1000)]
    public int Archives { get; init; }

    /// <summary>What has feeds of its own.</summary>
    public IReadOnlyList<TopicKind> Topics { get; init; } = [TopicKind.Categories];

    /// <summary>Whose ids new posts take: those of the program that published the blog before.</summary>
    public IdScheme Ids { get; init; } = IdScheme.Stable;

    public FeedContent Content { get; init; } = FeedContent.Full;

    [MinLength(1)]
    public IReadOnlyList<FeedFormat> Formats { get; init; } = [FeedFormat.Rss, FeedFormat.Atom, FeedFormat.Json];

    /// <summary>Whether Atom feeds tell which entries were taken away (RFC 6721).</summary>
    public bool Tombstones { get; init; }

    public PodcastOptions Podcast { get; init; } = new();

    /// <summary>The hubs that hand changes on at once: <c>own</c>, or addresses; empty for none.</summary>
    public IReadOnlyList<string> WebSub { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from entry in WebSub.Index()
        let fault = Hubs.Fault(entry.Item, entry.Index)
        where fault is not null
        select new ValidationResult(fault, [string.Create(CultureInfo.InvariantCulture, $"{nameof(WebSub)}[{entry.Index}]")]);
}

/// <summary>Section <c>feeds.podcast</c>: what directories of podcasts ask for, beside what the site says. It matters once a post has an audio or video file.</summary>
internal sealed record PodcastOptions
{
    /// <summary>One of Apple's categories, such as <c>Technology</c>.</summary>
    public string? Category { get; init; }

    public bool Explicit { get; init; }
}
