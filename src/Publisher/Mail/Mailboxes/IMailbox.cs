namespace Publisher.Mail.Mailboxes;

/// <summary>A mailbox that is read from where it was left, over a connection of its own. Nothing is marked as seen: people may open it, too.</summary>
internal interface IMailbox : IAsyncDisposable
{
    /// <summary>What came since a position.</summary>
    /// <exception cref="MailException">The connection broke, or the server cannot do it.</exception>
    Task<MailboxListing> ListAsync(MailboxPosition position, CancellationToken cancellation);

    /// <summary>The beginnings of some mails, one at a time. One that cannot be had is given without bytes.</summary>
    /// <exception cref="MailException">The connection broke.</exception>
    IAsyncEnumerable<FetchedMail> FetchAsync(IReadOnlyList<MailboxItem> items, CancellationToken cancellation);

    /// <summary>Whether mail of a kind is put away at all.</summary>
    bool Files(Filing filing);

    /// <summary>Puts mail away. What is gone already is no fault.</summary>
    /// <exception cref="MailException">The connection broke, or the folder cannot be had.</exception>
    Task FileAsync(Filing filing, IReadOnlyList<string> ids, CancellationToken cancellation);
}

/// <summary>Where a mail belongs once it was read.</summary>
internal enum Filing
{
    /// <summary>It stays: a person wrote it.</summary>
    Stay,
    Processed,

    /// <summary>A report that belongs to no delivery.</summary>
    Unknown,
}

/// <summary>How far a mailbox was read.</summary>
/// <param name="Validity">The server's numbering (RFC 9051 section 2.3.1.1); another one means that all numbers are new.</param>
/// <param name="Number">All up to this number was read.</param>
/// <param name="Seen">Where there are no numbers: the ids that were read.</param>
internal sealed record MailboxPosition(long Validity, long Number, IReadOnlySet<string> Seen)
{
    public static readonly MailboxPosition Start = new(0, 0, new HashSet<string>());
}

/// <param name="Id">The server's name for a mail.</param>
/// <param name="Number">0 where the server gives none that grow.</param>
internal sealed record MailboxItem(string Id, long Number);

/// <param name="New">In order; read as it is asked for.</param>
/// <param name="Present">Where there are no numbers: every id in the mailbox.</param>
internal sealed record MailboxListing(long Validity, IEnumerable<MailboxItem> New, IReadOnlySet<string>? Present = null);

/// <param name="Size">Of the whole mail, in octets.</param>
/// <param name="Bytes">No more than its beginning; null where the mail is gone or the server cannot give it.</param>
internal sealed record FetchedMail(MailboxItem Item, long Size, ReadOnlyMemory<byte>? Bytes);
