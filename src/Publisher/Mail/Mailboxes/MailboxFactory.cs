using System.Net.Security;
using MailKit.Net.Imap;

namespace Publisher.Mail.Mailboxes;

/// <summary>Opens the mailbox of the settings, by the protocol of the settings.</summary>
internal sealed class MailboxFactory(BouncesOptions options)
{
    /// <summary>Decides on the server's certificate in place of the machine's authorities.</summary>
    public RemoteCertificateValidationCallback? Certificates { get; init; }

    public BouncesOptions Options => options;

    /// <exception cref="MailException">The mailbox cannot be opened.</exception>
    public async Task<IMailbox> OpenAsync(CancellationToken cancellation) => options.Protocol == MailboxProtocol.Imap
        ? await ImapMailbox.OpenAsync(options, Certificates, cancellation)
        : await PopMailbox.OpenAsync(options, Certificates, cancellation);

    /// <summary>A further connection, to be told on; null where the server tells nothing by itself.</summary>
    /// <exception cref="MailException">The mailbox cannot be opened.</exception>
    public async Task<ImapClient?> OpenWatchAsync(CancellationToken cancellation)
    {
        var client = new ImapClient();
        try
        {
            await MailboxDoor.EnterAsync(client, options, Certificates, cancellation);
            if (client.Capabilities.HasFlag(ImapCapabilities.Idle))
                return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }

        client.Dispose();
        return null;
    }
}
