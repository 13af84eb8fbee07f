using Publisher.Posts;

namespace Publisher.Feeds;

/// <summary>A feed, whatever the format it is written in.</summary>
/// <param name="Id">An absolute IRI that never changes.</param>
/// <param name="Updated">When its newest entry changed; never the time of writing.</param>
/// <param name="Entries">May be made as they are asked for: go through them once.</param>
internal sealed record Feed(
    string Id,
    string Title,
    string? Description,
    Uri SiteUrl,
    string Language,
    string? Copyright,
    DateTimeOffset Updated,
    IEnumerable<Entry> Entries)
{
    /// <summary>Who wrote the entries; to be given where they can be gone through only once.</summary>
    public IEnumerable<string> Authors { get => field ?? Entries.SelectMany(entry => entry.Authors); init; }

    /// <summary>A square picture of the site.</summary>
    public Uri? Icon { get; init; }

    /// <summary>Whether it holds every entry there is, so that a reader may forget any other (RFC 5005, section 2).</summary>
    public bool IsComplete { get; init; }

    /// <summary>Where the feed goes on with older entries (RFC 5005, section 4): what the names of those files begin with; null at the end of the chain.</summary>
    public string? Older { get; init; }

    /// <summary>Whether it is an archive document: a part of the site's own feed that holds older entries.</summary>
    public bool IsArchive { get; init; }

    /// <summary>Entries that were taken away, for readers to forget (RFC 6721).</summary>
    public IReadOnlyList<Tombstone> Tombstones { get; init; } = [];

    /// <summary>What makes it a podcast; null for any other feed.</summary>
    public Podcast? Podcast { get; init; }

    /// <summary>Where readers are told of a change without asking (WebSub, section 4).</summary>
    public IReadOnlyList<Uri> Hubs { get; init; } = [];
}

/// <summary>One post in a feed.</summary>
/// <param name="Id">An absolute IRI that never changes.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Summary">Plain text, may be empty.</param>
/// <param name="Html">Safe HTML with absolute addresses; null where the feed gives summaries alone.</param>
internal sealed record Entry(
    string Id,
    string Title,
    Uri Url,
    DateTimeOffset Published,
    DateTimeOffset Updated,
    IReadOnlyList<string> Authors,
    IReadOnlyList<Category> Categories,
    string? Language,
    string Summary,
    string? Html,
    Uri? Image)
{
    /// <summary>What an entry of a link blog is about.</summary>
    public Uri? External { get; init; }

    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];
}

/// <param name="Scheme">Tells categories from tags: the address that all names of the kind are below.</param>
internal sealed record Category(string Name, Uri? Scheme = null);

/// <summary>An entry that is no more.</summary>
internal sealed record Tombstone(string Id, DateTimeOffset Gone);

/// <summary>What the directories of podcasts want to know of a channel.</summary>
/// <param name="Category">One of Apple's, such as <c>Technology</c>; null for none.</param>
internal sealed record Podcast(string? Author, string? Category, bool IsExplicit);
