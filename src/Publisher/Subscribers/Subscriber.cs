namespace Publisher.Subscribers;

internal enum SubscriberStatus
{
    Unconfirmed,
    Confirmed,
    Unsubscribed,
}

/// <summary>How often a reader wants mail.</summary>
internal enum Cadence
{
    Instant,
    Daily,
    Weekly,
    Monthly,
}

/// <summary>How mail to a reader looks.</summary>
internal enum MailFormat
{
    Html,

    /// <summary>No HTML part at all.</summary>
    Text,
}

/// <summary>A reader.</summary>
/// <param name="Topics">The categories and tags the reader chose; none means all.</param>
/// <param name="CaughtUpTo">The number of the newest released post that was decided on for this reader.</param>
/// <param name="RequestedAt">When the subscription was last asked for; a link to confirm belongs to one request.</param>
internal sealed record Subscriber(
    long Id,
    string Email,
    SubscriberStatus Status,
    Cadence Cadence,
    IReadOnlyList<string> Topics,
    string Language,
    long CaughtUpTo,
    DateTimeOffset RequestedAt)
{
    public MailFormat Format { get; init; }

    /// <summary>An IANA name; null where nobody said.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Until when no issue is composed for the reader; what is released meanwhile comes in the first mail after it.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Whether the language is the reader's own choice rather than their browser's.</summary>
    public bool HasChosenLanguage { get; init; }
}
