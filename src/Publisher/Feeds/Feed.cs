namespace Publisher.Feeds;

/// <summary>A feed, whatever the format it is written in.</summary>
/// <param name="Id">An absolute IRI that never changes.</param>
/// <param name="Updated">When its newest entry changed; never the time of writing.</param>
internal sealed record Feed(
    string Id,
    string Title,
    string? Description,
    Uri SiteUrl,
    string Language,
    string? Copyright,
    DateTimeOffset Updated,
    IReadOnlyList<Entry> Entries);

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
