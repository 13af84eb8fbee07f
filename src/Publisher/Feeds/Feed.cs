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

    /// <summary>Whether it holds every entry there is, so that a reader may forget any other (RFC 5005, section 2).</summary>
    public bool IsComplete { get; init; }
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
    IReadOnlyList<string> Categories,
    string? Language,
    string Summary,
    string? Html,
    Uri? Image);
