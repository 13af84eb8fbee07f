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
    DateTimeOffset RequestedAt);
