using System.Net.Security;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using Publisher.Mail.Dkim;

namespace Publisher.Mail;

/// <summary>Hands mail to a server by SMTP (RFC 5321), one recipient a message, over a connection that is used again.</summary>
internal sealed class SmtpTransport(SmtpOptions options, Sender sender, DkimSigner? signer = null) : ITransport
{
    private const int ServiceClosing = 421;

    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    private SmtpConnection? connection;

    /// <summary>Decides on the server's certificate in place of the machine's authorities.</summary>
    public RemoteCertificateValidationCallback? Certificates { get; init; }

    public async Task<TransportReply> SendAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            using var mime = new ReadyMessage(MessageBuilder.Write(message, sender, signer)) { EnvelopeSender = message.EnvelopeSender, EnvelopeId = message.EnvelopeId };
            var reply = await SendAsync(mime, MailboxAddress.EncodeAddrspec(message.To), cancellation);
            return reply with { Text = SmtpReplies.Tidy(reply.Text, options) };
        }
        catch (UnmailableException fault)
        {
            return new(ReplyKind.Refused, SmtpReplies.Tidy(fault.Message, options));
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task<TransportReply> SendAsync(MimeMessage mime, string to, CancellationToken cancellation)
    {
        if (connection is not { IsConnected: true } || connection.Tried >= options.MessagesPerConnection || !connection.CanName(to))
            return await ConnectAndSendAsync(mime, to, cancellation);
        var (reply, isStale) = await TrySendAsync(connection, mime, to, cancellation);
        // The server had closed a connection that was idle: that is no attempt.
        return isStale ? await ConnectAndSendAsync(mime, to, cancellation) : reply;
    }

    private async Task<TransportReply> ConnectAndSendAsync(MimeMessage mime, string to, CancellationToken cancellation)
    {
        await CloseAsync();
        var opened = await SmtpDoor.OpenAsync(options, sender.Domain, Certificates, cancellation);
        if (opened.Connection is null)
            return new(ReplyKind.Faulted, opened.Fault);
        connection = opened.Connection;
        return (await TrySendAsync(connection, mime, to, cancellation)).Reply;
    }

    private async Task<(TransportReply Reply, bool IsStale)> TrySendAsync(SmtpConnection open, MimeMessage mime, string to, CancellationToken cancellation)
    {
        if (!open.OffersUtf8 && !to.All(char.IsAscii))
            return (new(ReplyKind.Refused, "5.6.7 the server takes no addresses beyond ASCII (SMTPUTF8)"), false);
        try
        {
            return (new(ReplyKind.Accepted, $"250 {await open.SendAsync(mime, sender.Address, to, cancellation)}"), false);
        }
        catch (SmtpCommandException fault)
        {
            return (SmtpReplies.Answered(fault), open.Phase == SmtpPhase.Sender && (int)fault.StatusCode == ServiceClosing);
        }
        catch (ServiceNotAuthenticatedException fault)
        {
            return (SmtpReplies.Unauthenticated(fault), false);
        }
        catch (Exception fault) when (SmtpReplies.IsBroken(fault) && !IsAbandoned(open, cancellation))
        {
            Drop();
            return (SmtpReplies.Broken(fault, open.Phase), open.Phase == SmtpPhase.Sender && fault is not TimeoutException);
        }
    }

    private static bool IsAbandoned(SmtpConnection open, CancellationToken cancellation) => cancellation.IsCancellationRequested && open.Phase < SmtpPhase.Data;

    private async Task CloseAsync()
    {
        if (connection is not { IsConnected: true } closing)
        {
            Drop();
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(Goodbye);
            await closing.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception fault) when (SmtpReplies.IsBroken(fault))
        {
            // Saying goodbye is courtesy; every message was answered before.
        }

        Drop();
    }

    private void Drop()
    {
        connection?.Dispose();
        connection = null;
    }
}
