using Publisher.Mail;

namespace Publisher.Subscribers.Transfer;

/// <summary>What a line of a list says of a person; null where it says nothing.</summary>
internal sealed record ListedPerson(
    EmailAddress Email,
    Standing Standing,
    Cadence? Cadence,
    IReadOnlyList<string> Topics,
    string? Language,
    string? TimeZone,
    DateTimeOffset? ConfirmedAt)
{
    public MailFormat? Format { get; init; }

    public DateTimeOffset? PausedUntil { get; init; }
}

/// <summary>A line of a list: a person, or why it is not taken.</summary>
/// <param name="Line">From 1.</param>
internal sealed record ListedLine(int Line, ListedPerson? Person, string? Fault);
