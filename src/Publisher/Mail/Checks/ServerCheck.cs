using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Publisher.Mail.Checks;

/// <summary>Talks to the mail server as far as the login, and sends nothing.</summary>
internal sealed class ServerCheck(MailOptions mail, Sender sender, TimeProvider time)
{
    private const uint SmallestLimit = 1_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    private (string Name, string Issuer, DateTimeOffset Until)? certificate;

    /// <summary>Decides on the certificate in place of the machine's authorities.</summary>
    public RemoteCertificateValidationCallback? Certificates { get; init; }

    public async Task<IReadOnlyList<MailCheck>> CheckAsync(CancellationToken cancellation)
    {
        if (mail.Transport == TransportKind.Folder)
            return [new("Server", Verdict.Warning, $"none: mails are written to {mail.Folder} and reach nobody", "set mail.transport to smtp, and mail.smtp")];
        var options = mail.Smtp with { Timeout = mail.Smtp.Timeout < Patience ? mail.Smtp.Timeout : Patience };
        var (connection, fault) = await SmtpDoor.OpenAsync(options, sender.Domain, Judge, cancellation);
        if (connection is null)
            return [new("Server", Verdict.Bad, SmtpReplies.Tidy(fault, options)), .. certificate is { } shown ? [new("Certificate", Verdict.Unknown, Describe(shown))] : Array.Empty<MailCheck>()];
        using (connection)
        {
            MailCheck[] found = [new("Server", Verdict.Good, $"{options} answers"), Tls(connection), Login(connection), Size(connection), Utf8(connection)];
            await connection.DisconnectAsync(quit: true, cancellation);
            return found;
        }
    }

    private bool Judge(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is X509Certificate2 known)
            certificate = (known.GetNameInfo(X509NameType.DnsName, forIssuer: false), known.GetNameInfo(X509NameType.SimpleName, forIssuer: true), known.NotAfter);
        return Certificates?.Invoke(sender, shown, chain, errors) ?? errors == SslPolicyErrors.None;
    }

    private MailCheck Tls(SmtpConnection connection)
    {
        if (!connection.IsSecure)
            return SmtpOptions.IsLoopback(mail.Smtp.Host)
                ? new("TLS", Verdict.Good, "none, and none is needed on this machine")
                : new("TLS", Verdict.Warning, "none: mail goes to the server in the clear", "set mail.smtp.security to startTls or tls");
        var version = connection.SslProtocol switch { SslProtocols.Tls13 => "1.3", SslProtocols.Tls12 => "1.2", var old => old.ToString() };
        var isOld = connection.SslProtocol is not (SslProtocols.Tls13 or SslProtocols.Tls12);
        var endsSoon = certificate?.Until - time.GetUtcNow() < Soon;
        return new(
            "TLS",
            isOld || endsSoon ? Verdict.Warning : Verdict.Good,
            $"{version}{(certificate is { } shown ? $", certificate {Describe(shown)}" : "")}",
            isOld ? "ask for a server with TLS 1.2 or 1.3" : endsSoon ? "the certificate must be renewed" : "");
    }

    private MailCheck Login(SmtpConnection connection)
    {
        if (!string.IsNullOrEmpty(mail.Smtp.Username))
            return new("Login", Verdict.Good, "works");
        return connection.AuthenticationMechanisms.Count == 0
            ? new("Login", Verdict.Good, "none, and the server offers none")
            : new("Login", Verdict.Warning, "none is set, and the server offers one", "set mail.smtp.username and mail.smtp.password, unless it takes mail from here without");
    }

    private static MailCheck Size(SmtpConnection connection) => connection.MaxSize switch
    {
        0 => new("Size", Verdict.Good, "the server names no limit"),
        < SmallestLimit => new("Size", Verdict.Warning, string.Create(CultureInfo.InvariantCulture, $"a mail may have {connection.MaxSize:N0} bytes"), "long posts may be refused; ask for 1 MB or more"),
        var most => new("Size", Verdict.Good, string.Create(CultureInfo.InvariantCulture, $"a mail may have {most:N0} bytes")),
    };

    private static MailCheck Utf8(SmtpConnection connection) => connection.OffersUtf8
        ? new("SMTPUTF8", Verdict.Good, "offered")
        : new("SMTPUTF8", Verdict.Warning, "not offered", "readers with letters beyond ASCII before the @ cannot be reached; there are few");

    private static string Describe((string Name, string Issuer, DateTimeOffset Until) shown) =>
        string.Create(CultureInfo.InvariantCulture, $"of {shown.Name} by {shown.Issuer} until {shown.Until.UtcDateTime:yyyy-MM-dd}");
}
