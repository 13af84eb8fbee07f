namespace Publisher.Subscribers;

/// <summary>A reader as JSON: a line of <c>subscribers list --json</c>, and the head of what readers are told of themselves.</summary>
/// <param name="Reason">Why the address is suppressed; null where it is not.</param>
/// <param name="ConsentText">The version of the sentence that was agreed to.</param>
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
    string? Reason,
    MailFormat Format,
    DateTimeOffset? PausedUntil,
    string? Consent,
    string? ConsentForm,
    string? ConsentText,
    string? ConsentNetwork)
{
    public static SubscriberLine Of(SubscriberEntry entry) => new(
        entry.Reader.Id,
        entry.Reader.Email,
        entry.Reader.Status,
        entry.Reader.Cadence,
        entry.Reader.Topics,
        entry.Reader.Language,
        entry.Reader.TimeZone,
        entry.ConfirmedAt,
        entry.Suppression is not null,
        entry.Suppression is { } suppression ? SubscriberRows.Word(suppression.Reason) : null,
        entry.Reader.Format,
        entry.Reader.PausedUntil,
        entry.Consent.By,
        entry.Consent.Form,
        entry.Consent.Text,
        entry.Consent.Network);
}
