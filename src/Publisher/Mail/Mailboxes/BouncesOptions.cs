using System.ComponentModel.DataAnnotations;
using Publisher.Settings;

namespace Publisher.Mail.Mailboxes;

internal enum MailboxProtocol
{
    Imap,
    Pop3,
}

/// <summary>Section <c>mail.bounces</c>: the mailbox that reports about mail come back to. Without an address there is none, and the sender gets them.</summary>
internal sealed record BouncesOptions : IValidatableObject
{
    // What a keyed name takes of the 64 octets that a local part may have (RFC 5321 section 4.5.3.1.1), with its plus.
    private const int NameLength = 45;
    private const int MaxLocal = 64;

    /// <summary>Where reports come back to. Each mail has its own form of it, <c>bounces+NAME@example.com</c>, so the server must know addresses with a plus.</summary>
    public string? Address { get; init; }

    /// <summary>Where readers' mail programs write to unsubscribe, in the same form; absent, <c>unsubscribe@</c> the same domain.</summary>
    public string? UnsubscribeAddress { get; init; }

    public MailboxProtocol Protocol { get; init; } = MailboxProtocol.Imap;

    public string? Host { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 993;

    public SmtpSecurity Security { get; init; } = SmtpSecurity.Tls;

    public string? Username { get; init; }

    [Secret]
    public string? Password { get; init; }

    [MinLength(1)]
    public string Folder { get; init; } = "INBOX";

    /// <summary>Where IMAP moves mail that was understood; absent, it stays.</summary>
    public string? ProcessedFolder { get; init; }

    /// <summary>Where IMAP moves reports that belong to no delivery; absent, they stay.</summary>
    public string? UnknownFolder { get; init; }

    /// <summary>Whether POP3 deletes mail that was understood.</summary>
    public bool DeleteProcessed { get; init; }

    /// <summary>How often the mailbox is read; IMAP says by itself when something comes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Poll { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many addresses reports may suppress in a day. A mail server gone mad costs no more readers than this.</summary>
    [Range(0, 1_000_000)]
    public int SuppressionsPerDay { get; init; } = 500;

    // What is public here is a setting.
    internal bool IsSet => !string.IsNullOrWhiteSpace(Address);

    /// <summary>Which mailbox it is: another one is read from its first mail on.</summary>
    internal string Mailbox => FormattableString.Invariant($"{Protocol}://{Username}@{Host}:{Port}/{Folder}").ToLowerInvariant();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsSet)
            yield break;
        if (Fault(Address!) is { } address)
            yield return new(address, [nameof(Address)]);
        if (!string.IsNullOrWhiteSpace(UnsubscribeAddress) && Fault(UnsubscribeAddress) is { } unsubscribe)
            yield return new(unsubscribe, [nameof(UnsubscribeAddress)]);
        if (string.IsNullOrWhiteSpace(Host))
            yield return new("reports are asked for and nobody would read them; set mail.bounces.host and its login", [nameof(Address), nameof(Host)]);
        else if (Security == SmtpSecurity.None && !SmtpOptions.IsLoopback(Host))
            yield return new($"none would carry the password in the clear to {Host}; give startTls or tls", [nameof(Security), nameof(Host)]);
        if (string.IsNullOrWhiteSpace(Username))
            yield return new("a mailbox needs a login; set mail.bounces.username and mail.bounces.password", [nameof(Address), nameof(Username)]);
    }

    /// <summary>The server alone: a record prints all it holds, and this one holds a password.</summary>
    public override string ToString() => $"{Host}:{Port}";

    private static string? Fault(string address) =>
        !EmailAddress.TryParse(address, out var email) || !email.Address.All(char.IsAscii) || email.Local.Contains('+', StringComparison.Ordinal)
            ? $"'{address}' is no address that a plus and a name can be put into; give one such as bounces@example.com"
        : email.Local.Length > MaxLocal - NameLength
            ? $"'{address}' leaves no room for a name of {NameLength} characters before the @; take a shorter one such as bounces@{email.Domain}"
        : null;
}
