using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MailKit;
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
        var code = (int)fault.StatusCode;
        return new(Kind(fault.ErrorCode, code), string.Create(CultureInfo.InvariantCulture, $"{code} {fault.Message}"));
    }

    /// <summary>Code 530, at whichever command it came.</summary>
    public static TransportReply Unauthenticated(ServiceNotAuthenticatedException fault) =>
        new(ReplyKind.Faulted, $"the server wants a login: 530 {fault.Message}; set mail.smtp.username and mail.smtp.password");

    /// <summary>The connection broke in the middle.</summary>
    public static TransportReply Broken(Exception fault, SmtpPhase phase) => phase switch
    {
        SmtpPhase.Sender => new(ReplyKind.Faulted, $"the connection broke before the server took the sender: {Words(fault)}"),
        SmtpPhase.Written => new(ReplyKind.Unknown, $"the connection broke before the server's last answer: {Words(fault)}"),
        _ => new(ReplyKind.Deferred, $"the connection broke before the message was whole: {Words(fault)}"),
    };

    private static string Words(Exception fault) => fault is OperationCanceledException ? "the server answers too slowly" : fault.Message;

    public static bool IsBroken(Exception fault) =>
        fault is SmtpProtocolException or IOException or SocketException or TimeoutException or OperationCanceledException or ServiceNotConnectedException or ObjectDisposedException;

    /// <summary>There was no connection to begin with.</summary>
    /// <param name="isConnected">Whether only the login failed.</param>
    public static string Connecting(Exception fault, SmtpOptions options, bool isConnected) => fault switch
    {
        MailException => fault.Message,
        AuthenticationException => $"{options} refused the login: {fault.Message}; check mail.smtp.username and mail.smtp.password",
        NotSupportedException when isConnected => $"{options} offers no login: {fault.Message}; leave out mail.smtp.username, or check mail.smtp.port",
        NotSupportedException => $"{options} offers no STARTTLS; set mail.smtp.security to tls, or to none for a server on this machine",
        SslHandshakeException => $"no secure connection to {options}: {fault.Message.Split('\n')[0]}; check mail.smtp.security and the server's certificate",
        SocketException or TimeoutException or IOException => $"no connection to {options}: {fault.Message}; check mail.smtp.host and mail.smtp.port",
        SmtpCommandException command => string.Create(CultureInfo.InvariantCulture, $"{options} would not talk: {(int)command.StatusCode} {fault.Message}"),
        _ => $"no connection to {options}: {fault.Message}",
    };

    /// <summary>One line without the password, which some servers echo, and not too long for a ledger.</summary>
    public static string Tidy(string text, SmtpOptions options)
    {
        var line = MailText.OneLine(Secrets(options).Aggregate(text, (kept, secret) => kept.Replace(secret, "•••", StringComparison.Ordinal)));
        if (line.Length <= MaxLength)
            return line;
        return line[..(char.IsHighSurrogate(line[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }

    private static ReplyKind Kind(SmtpErrorCode command, int code) => (command, code) switch
    {
        (_, >= 400 and < 500) => ReplyKind.Deferred,
        // The login was too weak or went stale (RFC 4954 section 6): nothing that this recipient could help.
        (_, 534 or 535 or 538) => ReplyKind.Faulted,
        (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted, >= 500) => ReplyKind.Refused,
        // DATA refused: by policy this message, by syntax or sequence the conversation.
        (SmtpErrorCode.UnexpectedStatusCode, >= 550) => ReplyKind.Refused,
        _ => ReplyKind.Faulted,
    };

    // As it is, and as AUTH LOGIN and AUTH PLAIN carry it.
    private static string[] Secrets(SmtpOptions options) => string.IsNullOrEmpty(options.Password) ? [] :
    [
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{options.Username}\0{options.Password}")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(options.Password)),
        options.Password,
    ];
}
