using System.ComponentModel.DataAnnotations;
using System.Net;
using Publisher.Mail.Dkim;
using Publisher.Mail.Mailboxes;
using Publisher.Settings;

namespace Publisher.Mail;

internal enum TransportKind
{
    Folder,
    Smtp,
}

internal enum SmtpSecurity
{
    None,
    StartTls,
    Tls,
}

/// <summary>Section <c>mail</c>: who writes, and how mail leaves.</summary>
internal sealed record MailOptions : IValidatableObject
{
    /// <summary>The sender, as <c>Name &lt;address&gt;</c> or an address; absent, the site's title at <c>newsletter@</c> its host. SMTP needs it.</summary>
    public string? From { get; init; }

    public string? ReplyTo { get; init; }

    public TransportKind Transport { get; init; } = TransportKind.Folder;

    /// <summary>Where the folder transport writes each mail as an <c>.eml</c> file.</summary>
    [MinLength(1)]
    public string Folder { get; init; } = "data/outbox";

    public SmtpOptions Smtp { get; init; } = new();

    public DkimOptions Dkim { get; init; } = new();

    public BouncesOptions Bounces { get; init; } = new();

    /// <summary>The sender's postal address, which many countries want in the foot of every newsletter.</summary>
    public string? PostalAddress { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Transport == TransportKind.Smtp && string.IsNullOrWhiteSpace(From))
            yield return new("smtp needs a sender; set mail.from", [nameof(Transport), nameof(From)]);
    }
}

/// <summary>Section <c>mail.smtp</c>: the server that mail is handed to.</summary>
internal sealed record SmtpOptions : IValidatableObject
{
    [MinLength(1)]
    public string Host { get; init; } = "localhost";

    [Range(1, 65535)]
    public int Port { get; init; } = 587;

    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    public string? Username { get; init; }

    [Secret]
    public string? Password { get; init; }

    /// <summary>Connections that are open at once.</summary>
    [Range(1, 100)]
    public int Connections { get; init; } = 4;

    /// <summary>After so many mails a connection is replaced: some servers close it then, and leaving first is politer than being thrown out.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerConnection { get; init; } = 50;

    /// <summary>Mails a minute that the server may be handed, over all connections; 0 for no limit.</summary>
    [Range(0, 10_000_000)]
    public int Rate { get; init; }

    /// <summary>Mails a minute to one domain of readers; 0 for no limit.</summary>
    [Range(0, 10_000_000)]
    public int PerDomain { get; init; }

    /// <summary>How long one answer may take. RFC 5321 section 4.5.3.2.6 asks for ten minutes after the final dot; giving up sooner means mailing twice.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Security == SmtpSecurity.None && !string.IsNullOrEmpty(Password) && !IsLoopback(Host))
            yield return new($"none would carry the password in the clear to {Host}; give startTls or tls", [nameof(Security), nameof(Password), nameof(Host)]);
    }

    /// <summary>The server alone: a record prints all it holds, and this one holds a password.</summary>
    public override string ToString() => $"{Host}:{Port}";

    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
