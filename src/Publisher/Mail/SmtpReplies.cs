using System.Globalization;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Publisher.Mail;

/// <summary>What a server's answer, or its silence, means for a delivery (RFC 5321 section 4.2).</summary>
internal static class SmtpReplies
{
    private const int MaxLength = 300;

    /// <summary>The server answered a command of the transaction with a refusal.</summary>
    public static TransportReply Answered(SmtpCommandException fault)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{(int)fault.StatusCode} {OneLine(fault.Message)}");
        var isLasting = (int)fault.StatusCode >= 500;
        return fault.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted => new(isLasting ? ReplyKind.Refused : ReplyKind.Deferred, text),
            // The sender, or the server's mood: nothing that this recipient could help.
            _ => new(isLasting ? ReplyKind.Faulted : ReplyKind.Deferred, text),
        };
    }

    /// <summary>The connection broke in the middle.</summary>
    /// <param name="isWhole">Whether the whole body had been written.</param>
    public static TransportReply Broken(Exception fault, bool isWhole) => isWhole
        ? new(ReplyKind.Unknown, $"the connection broke before the server's last answer: {OneLine(fault.Message)}")
        : new(ReplyKind.Deferred, $"the connection broke before the message was whole: {OneLine(fault.Message)}");

    /// <summary>There was no connection to begin with.</summary>
    public static string Connecting(Exception fault, SmtpOptions options)
    {
        var server = string.Create(CultureInfo.InvariantCulture, $"{options.Host}:{options.Port}");
        return fault switch
        {
            AuthenticationException => $"{server} refused the login: {OneLine(fault.Message)}; check mail.smtp.username and mail.smtp.password",
            SslHandshakeException => $"no secure connection to {server}: {OneLine(fault.Message.Split('\n')[0])}; check mail.smtp.security and the server's certificate",
            NotSupportedException => $"{server} offers no STARTTLS; set mail.smtp.security to tls, or to none for a server on this machine",
            SocketException or TimeoutException or IOException => $"no connection to {server}: {OneLine(fault.Message)}; check mail.smtp.host and mail.smtp.port",
            SmtpCommandException command => string.Create(CultureInfo.InvariantCulture, $"{server} would not talk: {(int)command.StatusCode} {OneLine(fault.Message)}"),
            _ => $"no connection to {server}: {OneLine(fault.Message)}",
        };
    }

    public static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLength ? line : line[..MaxLength];
    }
}
