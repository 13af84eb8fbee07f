using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Publisher.Mail;

/// <summary>Hands mail to a server by SMTP (RFC 5321), one recipient a message, over a connection that is used again.</summary>
internal sealed class SmtpTransport(SmtpOptions options, Sender sender) : ITransport
{
    // Some servers close after so many; leaving first is politer than being thrown out.
    private const int MessagesPerConnection = 50;

    private SmtpClient? client;
    private int sent;

    public async Task<TransportReply> SendAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        if (sent >= MessagesPerConnection)
            await CloseAsync();
        var isFresh = client is not { IsConnected: true };
        if (isFresh && await ConnectAsync(cancellation) is { } fault)
            return fault;
        var (reply, begun) = await TrySendAsync(message);
        if (reply.Kind != ReplyKind.Deferred || begun || isFresh || client is { IsConnected: true })
            return reply;
        // The server had closed a connection that was idle: that is no attempt.
        return await ConnectAsync(cancellation) ?? (await TrySendAsync(message)).Reply;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task<TransportReply?> ConnectAsync(CancellationToken cancellation)
    {
        await CloseAsync();
        var connecting = new SmtpClient { Timeout = (int)options.Timeout.TotalMilliseconds, LocalDomain = sender.Domain, CheckCertificateRevocation = false };
        try
        {
            await ConnectAsync(connecting, cancellation);
            client = connecting;
            return null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            connecting.Dispose();
            return new(ReplyKind.Faulted, SmtpReplies.Connecting(fault, options));
        }
    }

    // A socket of our own: without NoDelay every message waits for the delayed acknowledgements of the one before.
    private async Task ConnectAsync(SmtpClient connecting, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellation);
            await connecting.ConnectAsync(socket, options.Host, options.Port, Security(options.Security), cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        if (options.Username is not null)
            await connecting.AuthenticateAsync(options.Username, options.Password ?? "", cancellation);
    }

    // From here on nothing is cancelled: a message that was begun is finished, or nobody would know whether it arrived.
    private async Task<(TransportReply Reply, bool Begun)> TrySendAsync(OutgoingMessage message)
    {
        if (message.To.Any(c => !char.IsAscii(c)) && !client!.Capabilities.HasFlag(SmtpCapabilities.UTF8))
            return (new(ReplyKind.Refused, "5.6.7 the server takes no addresses beyond ASCII (SMTPUTF8)"), false);
        var progress = new Progress();
        try
        {
            var mime = MessageBuilder.Build(message, sender);
            var reply = await client!.SendAsync(FormatOptions.Default, mime, new MailboxAddress(null, sender.Address), [new MailboxAddress(null, message.To)], CancellationToken.None, progress);
            sent++;
            return (new(ReplyKind.Accepted, SmtpReplies.OneLine(reply)), true);
        }
        catch (SmtpCommandException fault)
        {
            return (SmtpReplies.Answered(fault), true);
        }
        catch (ServiceNotAuthenticatedException fault)
        {
            return (new(ReplyKind.Faulted, $"the server wants a login: {SmtpReplies.OneLine(fault.Message)}; set mail.smtp.username and mail.smtp.password"), true);
        }
        catch (Exception fault) when (fault is SmtpProtocolException or IOException or SocketException or TimeoutException or OperationCanceledException or ServiceNotConnectedException)
        {
            client?.Dispose();
            client = null;
            return (SmtpReplies.Broken(fault, progress.IsWhole), progress.HasBegun);
        }
    }

    private async Task CloseAsync()
    {
        if (client is not { } closing)
            return;
        client = null;
        sent = 0;
        try
        {
            if (closing.IsConnected)
                await closing.DisconnectAsync(quit: true);
        }
        catch (Exception fault) when (fault is IOException or SocketException or SmtpProtocolException or SmtpCommandException or TimeoutException)
        {
            // Saying goodbye is courtesy; every message was answered before.
        }
        finally
        {
            closing.Dispose();
        }
    }

    private static SecureSocketOptions Security(SmtpSecurity security) => security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    /// <summary>How much of the body was written: the only sign of whether the server may have taken it.</summary>
    private sealed class Progress : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public bool IsWhole { get; private set; }

        public void Report(long bytesTransferred, long totalSize)
        {
            HasBegun = true;
            IsWhole = bytesTransferred >= totalSize;
        }

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
