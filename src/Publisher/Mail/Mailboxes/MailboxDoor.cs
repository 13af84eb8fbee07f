using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Security;

namespace Publisher.Mail.Mailboxes;

/// <summary>Opens a connection to the mailbox and logs in; or says in one sentence why not.</summary>
internal static class MailboxDoor
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <exception cref="MailException">Nobody is there, or lets us in.</exception>
    public static async Task EnterAsync(MailService client, BouncesOptions options, RemoteCertificateValidationCallback? certificates, CancellationToken cancellation)
    {
        client.Timeout = (int)Patience.TotalMilliseconds;
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = certificates;
        try
        {
            await ConnectAsync(client, options, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            throw new MailException(Sentence(fault, options));
        }
    }

    /// <summary>Whether the connection, not the mail, is at fault.</summary>
    public static bool IsBroken(Exception fault) => fault is ProtocolException or CommandException or IOException or SocketException or TimeoutException
        or ServiceNotConnectedException or ServiceNotAuthenticatedException or ObjectDisposedException or FolderNotFoundException or FolderNotOpenException or NotSupportedException;

    /// <summary>What broke after the login, in a sentence.</summary>
    public static MailException Broken(Exception fault, BouncesOptions options) => fault as MailException ?? new($"the mailbox at {options} could not be read to its end: {MailText.OneLine(fault.Message)}");

    private static async Task ConnectAsync(MailService client, BouncesOptions options, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            await socket.ConnectAsync(options.Host!, options.Port, patience.Token);
            var server = ((IPEndPoint)socket.RemoteEndPoint!).Address;
            await client.ConnectAsync(socket, options.Host!, options.Port, Security(options.Security), patience.Token);
            if (!SmtpDoor.MayLogIn(client.IsSecure, server))
                throw new MailException($"the password is not sent to {options.Host} in the clear; set mail.bounces.security to startTls or tls");
            await client.AuthenticateAsync(options.Username!, options.Password ?? "", patience.Token);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Sentence(Exception fault, BouncesOptions options) => fault switch
    {
        MailException => fault.Message,
        AuthenticationException => $"{options} refused the login to the mailbox: {Tidy(fault, options)}; check mail.bounces.username and mail.bounces.password",
        NotSupportedException => $"{options} offers no STARTTLS; set mail.bounces.security to tls, or to none for a server on this machine",
        SslHandshakeException => $"no secure connection to {options}: {fault.Message.Split('\n')[0]}; check mail.bounces.security and the server's certificate",
        OperationCanceledException or TimeoutException => $"no connection to {options}: nobody answered; check mail.bounces.host and mail.bounces.port",
        ImapProtocolException or Pop3ProtocolException => $"{options} does not speak as a mailbox does: {Tidy(fault, options)}; check mail.bounces.protocol, port and security",
        _ => $"no connection to {options}: {Tidy(fault, options)}; check mail.bounces.host and mail.bounces.port",
    };

    private static string Tidy(Exception fault, BouncesOptions options)
    {
        var line = MailText.OneLine(fault.Message);
        return string.IsNullOrEmpty(options.Password) ? line : line.Replace(options.Password, "•••", StringComparison.Ordinal);
    }

    private static SecureSocketOptions Security(SmtpSecurity security) => security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };
}
