using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary>A line of <c>subscribers list --json</c>.</summary>
/// <param name="Reason">Why the address is suppressed; null where it is not.</param>
internal sealed record SubscriberLine(
    long Id,
    string Email,
    SubscriberStatus Status,
    Cadence Cadence,
    IReadOnlyList<string> Topics,
    string Language,
    string? TimeZone,
    DateTimeOffset? ConfirmedAt,
    bool Suppressed,
    string? Reason)
{
    public static SubscriberLine Of(SubscriberEntry entry) => new(
        entry.Reader.Id,
        entry.Reader.Email,
        entry.Reader.Status,
        entry.Reader.Cadence,
        entry.Reader.Topics,
        entry.Reader.Language,
        entry.TimeZone,
        entry.ConfirmedAt,
        entry.Suppression is not null,
        entry.Suppression is { } suppression ? SubscriberRows.Word(suppression.Reason) : null);
}

/// <summary>What a command about one reader prints with <c>--json</c>.</summary>
internal sealed record ReaderActLine(string Email, string Outcome, string Message);
