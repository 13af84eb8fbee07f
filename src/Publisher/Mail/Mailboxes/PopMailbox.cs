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
    private readonly RemoteCertificateValidationCallback? certificates;
    private readonly Dictionary<string, int> indexes = [];

    private PopMailbox(BouncesOptions options, RemoteCertificateValidationCallback? certificates)
    {
        this.options = options;
        this.certificates = certificates;
    }

    /// <exception cref="MailException">The mailbox cannot be opened.</exception>
    public static async Task<PopMailbox> OpenAsync(BouncesOptions options, RemoteCertificateValidationCallback? certificates, CancellationToken cancellation)
    {
        var mailbox = new PopMailbox(options, certificates);
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
            var ids = await IndexAsync(cancellation);
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

    // What was marked as deleted is deleted by the goodbye alone (section 6): who does not say it before it is written down leaves mail that is never met again.
    public async Task FileAsync(Filing filing, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var there = ids.Where(indexes.ContainsKey).ToList();
        if (there.Count == 0)
            return;
        try
        {
            foreach (var id in there)
                await client.DeleteMessageAsync(indexes[id], cancellation);
            await client.DisconnectAsync(quit: true, cancellation);
            await MailboxDoor.EnterAsync(client, options, certificates, cancellation);
            await IndexAsync(cancellation);
        }
        catch (Exception fault) when (MailboxDoor.IsBroken(fault))
        {
            throw MailboxDoor.Broken(fault, options);
        }
    }

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
            // All that was to be done is done.
        }

        client.Dispose();
    }

    private async Task<IList<string>> IndexAsync(CancellationToken cancellation)
    {
        var ids = await client.GetMessageUidsAsync(cancellation);
        indexes.Clear();
        for (var index = 0; index < ids.Count; index++)
            indexes[ids[index]] = index;
        return ids;
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
