using System.Net.Security;
using System.Runtime.CompilerServices;
using MailKit.Net.Pop3;

namespace Publisher.Mail.Mailboxes;

/// <summary>A mailbox by POP3 (RFC 1939). It has no folders and no numbers that last, only an id for each mail (UIDL).</summary>
internal sealed class PopMailbox : IMailbox
{
    // Whole mails are all that POP3 can give, or else their header.
    private const int MaxWhole = 1024 * 1024;

    private readonly Pop3Client client = new();
    private readonly BouncesOptions options;
    private readonly Dictionary<string, int> indexes = [];

    private PopMailbox(BouncesOptions options) => this.options = options;

    /// <exception cref="MailException">The mailbox cannot be opened.</exception>
    public static async Task<PopMailbox> OpenAsync(BouncesOptions options, RemoteCertificateValidationCallback? certificates, CancellationToken cancellation)
    {
        var mailbox = new PopMailbox(options);
        try
        {
            await MailboxDoor.EnterAsync(mailbox.client, options, certificates, cancellation);
            return mailbox;
        }
        catch
        {
            mailbox.client.Dispose();
            throw;
        }
    }

    public async Task<MailboxListing> ListAsync(MailboxPosition position, CancellationToken cancellation)
    {
        try
        {
            var ids = await client.GetMessageUidsAsync(cancellation);
            for (var index = 0; index < ids.Count; index++)
                indexes[ids[index]] = index;
            return new(0, ids.Where(id => !position.Seen.Contains(id)).Select(id => new MailboxItem(id, 0)), indexes.Keys.ToHashSet());
        }
        catch (NotSupportedException)
        {
            throw new MailException($"{options} tells no mail from another (UIDL); use mail.bounces.protocol imap");
        }
        catch (Exception fault) when (MailboxDoor.IsBroken(fault))
        {
            throw MailboxDoor.Broken(fault, options);
        }
    }

    public async IAsyncEnumerable<FetchedMail> FetchAsync(IReadOnlyList<MailboxItem> items, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var item in items)
            yield return await FetchAsync(item, cancellation);
    }

    public bool Files(Filing filing) => filing == Filing.Processed && options.DeleteProcessed;

    public async Task FileAsync(Filing filing, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        try
        {
            foreach (var id in ids.Where(indexes.ContainsKey))
                await client.DeleteMessageAsync(indexes[id], cancellation);
        }
        catch (Pop3CommandException)
        {
            // Marked as deleted before.
        }
        catch (Exception fault) when (MailboxDoor.IsBroken(fault))
        {
            throw MailboxDoor.Broken(fault, options);
        }
    }

    // What was marked as deleted is deleted by the goodbye (section 6).
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            if (client.IsConnected)
                await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException || MailboxDoor.IsBroken(fault))
        {
            // Mail that is not deleted now is known when it is seen again.
        }

        client.Dispose();
    }

    private async Task<FetchedMail> FetchAsync(MailboxItem item, CancellationToken cancellation)
    {
        long size = 0;
        try
        {
            size = await client.GetMessageSizeAsync(indexes[item.Id], cancellation);
            await using var stream = await client.GetStreamAsync(indexes[item.Id], headersOnly: size > MaxWhole, cancellation);
            return new(item, size, await Beginning.ReadAsync(stream, cancellation));
        }
        catch (Pop3CommandException)
        {
            return new(item, size, null);
        }
        catch (Exception fault) when (MailboxDoor.IsBroken(fault))
        {
            throw MailboxDoor.Broken(fault, options);
        }
    }
}
