using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using MailKit.Security;

namespace Publisher.Mail;

/// <summary>Opens a connection and logs in; or says in one sentence why not.</summary>
internal static class SmtpDoor
{
    // Of each answer the time is limited; of all together it must be, too.
    private const int Answers = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<(SmtpConnection? Connection, string Fault)> OpenAsync(
        SmtpOptions options, string localDomain, RemoteCertificateValidationCallback? certificates, CancellationToken cancellation)
    {
        var opening = new SmtpConnection(options, localDomain) { ServerCertificateValidationCallback = certificates };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Timeout * Answers);
        try
        {
            await EnterAsync(opening, options, patience.Token);
            return (opening, "");
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            var reason = fault is OperationCanceledException ? new TimeoutException("the server answers too slowly") : fault;
            var text = SmtpReplies.Connecting(reason, options, opening.IsConnected);
            opening.Dispose();
            return (null, text);
        }
        catch
        {
            opening.Dispose();
            throw;
        }
    }

    /// <summary>A password goes through TLS, or stays on this machine.</summary>
    public static bool MayLogIn(bool isSecure, IPAddress server) =>
        isSecure || IPAddress.IsLoopback(server.IsIPv4MappedToIPv6 ? server.MapToIPv4() : server);

    private static async Task EnterAsync(SmtpConnection opening, SmtpOptions options, CancellationToken cancellation)
    {
        // Without NoDelay every message waits for the delayed acknowledgements of the one before.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await ReachAsync(socket, options, cancellation);
            var wire = new MessageWire(socket);
            await opening.EnterAsync(wire, options.Host, options.Port, Security(options.Security), cancellation);
            if (string.IsNullOrEmpty(options.Username))
                return;
            if (!MayLogIn(opening.IsSecure, wire.Server))
                throw new MailException($"the password is not sent to {options.Host} in the clear; set mail.smtp.security to startTls or tls");
            await opening.AuthenticateAsync(options.Username, options.Password ?? "", cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task ReachAsync(Socket socket, SmtpOptions options, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Timeout < Patience ? options.Timeout : Patience);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException("nobody answered");
        }
    }

    private static SecureSocketOptions Security(SmtpSecurity security) => security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };
}
