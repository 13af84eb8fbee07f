using System.Globalization;
using System.Net.Security;
using System.Runtime.CompilerServices;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

namespace Publisher.Mail.Mailboxes;

/// <summary>A mailbox by IMAP (RFC 9051). Positions are the server's numbers, which only grow.</summary>
internal sealed class ImapMailbox : IMailbox
{
    private readonly ImapClient client = new();
    private readonly BouncesOptions options;
    private IMailFolder folder = null!;

    private ImapMailbox(BouncesOptions options) => this.options = options;

    /// <exception cref="MailException">The mailbox cannot be opened.</exception>
    public static async Task<ImapMailbox> OpenAsync(BouncesOptions options, RemoteCertificateValidationCallback? certificates, CancellationToken cancellation)
    {
        var mailbox = new ImapMailbox(options);
        try
        {
            await MailboxDoor.EnterAsync(mailbox.client, options, certificates, cancellation);
            mailbox.folder = await mailbox.OpenFolderAsync(cancellation);
            return mailbox;
        }
        catch
        {
            mailbox.client.Dispose();
            throw;
        }
    }

    public Task<MailboxListing> ListAsync(MailboxPosition position, CancellationToken cancellation) => GuardedAsync(async () =>
    {
        var from = position.Validity == folder.UidValidity ? position.Number + 1 : 1;
        if (from > uint.MaxValue || (folder.UidNext is { } next && from >= next.Id))
            return new(folder.UidValidity, []);
        var found = await folder.SearchAsync(SearchQuery.Uids(new UniqueIdRange(new UniqueId((uint)from), UniqueId.MaxValue)), cancellation);
        // A range that ends with "the last" names the last even where it was read before.
        return new MailboxListing(folder.UidValidity, found.Select(uid => uid.Id).Where(id => id >= from).Order().Select(id => new MailboxItem(id.ToString(CultureInfo.InvariantCulture), id)));
    });

    public async IAsyncEnumerable<FetchedMail> FetchAsync(IReadOnlyList<MailboxItem> items, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var summaries = await GuardedAsync(() => folder.FetchAsync(Uids(items.Select(item => item.Id)), MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancellation));
        var sizes = summaries.ToDictionary(summary => summary.UniqueId.Id, summary => (long)(summary.Size ?? 0));
        foreach (var item in items)
        {
            var size = sizes.GetValueOrDefault((uint)item.Number);
            yield return new(item, size, sizes.ContainsKey((uint)item.Number) ? await BeginningAsync(item, size, cancellation) : null);
        }
    }

    public bool Files(Filing filing) => !string.IsNullOrWhiteSpace(Destination(filing));

    public Task FileAsync(Filing filing, IReadOnlyList<string> ids, CancellationToken cancellation) => GuardedAsync(async () =>
    {
        var destination = await FindAsync(Destination(filing)!, cancellation);
        await folder.MoveToAsync(Uids(ids), destination, cancellation);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            if (client.IsConnected)
                await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException || MailboxDoor.IsBroken(fault))
        {
            // Everything was committed before; the goodbye is courtesy.
        }

        client.Dispose();
    }

    private string? Destination(Filing filing) => filing switch
    {
        Filing.Processed => options.ProcessedFolder,
        Filing.Unknown => options.UnknownFolder,
        _ => null,
    };

    private async Task<ReadOnlyMemory<byte>?> BeginningAsync(MailboxItem item, long size, CancellationToken cancellation)
    {
        if (size == 0)
            return null;
        try
        {
            await using var stream = await folder.GetStreamAsync(new UniqueId((uint)item.Number), 0, (int)Math.Min(size, Beginning.Limit), cancellation);
            return await Beginning.ReadAsync(stream, cancellation);
        }
        catch (Exception fault) when (fault is MessageNotFoundException or ImapCommandException)
        {
            // Taken away meanwhile, or damaged on the server: the next one may be whole.
            return null;
        }
        catch (Exception fault) when (MailboxDoor.IsBroken(fault))
        {
            throw MailboxDoor.Broken(fault, options);
        }
    }

    private Task<IMailFolder> OpenFolderAsync(CancellationToken cancellation) => GuardedAsync(async () =>
    {
        try
        {
            var opened = options.Folder.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? client.Inbox! : await client.GetFolderAsync(options.Folder, cancellation);
            await opened.OpenAsync(Files(Filing.Processed) || Files(Filing.Unknown) ? FolderAccess.ReadWrite : FolderAccess.ReadOnly, cancellation);
            return opened;
        }
        catch (FolderNotFoundException)
        {
            throw new MailException($"there is no folder {options.Folder} in the mailbox at {options}; set mail.bounces.folder to one that is there");
        }
    });

    private async Task<IMailFolder> FindAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await client.GetFolderAsync(path, cancellation);
        }
        catch (FolderNotFoundException)
        {
            var top = client.GetFolder(client.PersonalNamespaces[0]);
            return await top.CreateAsync(path, isMessageFolder: true, cancellation) ?? throw new MailException($"the folder {path} cannot be made in the mailbox at {options}; make it there, or leave the setting out");
        }
    }

    private async Task<T> GuardedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (MailboxDoor.IsBroken(fault))
        {
            throw MailboxDoor.Broken(fault, options);
        }
    }

    private UniqueIdSet Uids(IEnumerable<string> ids) =>
        new(ids.Select(id => new UniqueId(folder.UidValidity, uint.Parse(id, CultureInfo.InvariantCulture))), SortOrder.Ascending);
}
