namespace Publisher.Posts;

/// <summary>Section <c>site</c>: who publishes. What is absent is taken from the blog's own site file, then from a default.</summary>
internal sealed record SiteOptions
{
    public string? Title { get; init; }

    /// <summary>The public address of the site, absolute, http or https.</summary>
    public Uri? Url { get; init; }

    public string? Description { get; init; }

    /// <summary>A BCP 47 tag such as <c>en</c> or <c>ja</c>.</summary>
    public string? Language { get; init; }

    /// <summary>An IANA zone such as <c>Asia/Tokyo</c>; dates without a zone and schedules are read in it.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    public string? Author { get; init; }

    public string? Copyright { get; init; }
}
