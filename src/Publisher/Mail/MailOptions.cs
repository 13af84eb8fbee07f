using System.ComponentModel.DataAnnotations;
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
internal sealed record MailOptions
{
    /// <summary>The sender, as <c>Name &lt;address&gt;</c> or an address; absent, the site's title at <c>newsletter@</c> its host.</summary>
    public string? From { get; init; }

    public string? ReplyTo { get; init; }

    public TransportKind Transport { get; init; } = TransportKind.Folder;

    /// <summary>Where the folder transport writes each mail as an <c>.eml</c> file.</summary>
    public string Folder { get; init; } = "data/outbox";

    public SmtpOptions Smtp { get; init; } = new();

    /// <summary>The sender's postal address, which many countries want in the foot of every newsletter.</summary>
    public string? PostalAddress { get; init; }
}

/// <summary>Section <c>mail.smtp</c>: the server that mail is handed to.</summary>
internal sealed record SmtpOptions
{
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

    /// <summary>How long one answer may take. RFC 5321 section 4.5.3.2.6 asks for ten minutes after the final dot; giving up sooner means mailing twice.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}
