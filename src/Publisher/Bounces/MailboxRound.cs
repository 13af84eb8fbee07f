using System.Data.Common;
using Publisher.Mail;
using Publisher.Mail.Mailboxes;
using Publisher.Mail.Reports;
using Publisher.Storage;

namespace Publisher.Bounces;

/// <summary>The loop that reads the mailbox: a batch of mails is read, then what follows from them is written down with how far it was read, then they are put away. Cut off anywhere, the next round goes on there.</summary>
internal sealed partial class MailboxRound(Database database, MailboxFactory mailboxes, ReportDesk desk, Alarms alarms, TimeProvider time, ILogger<MailboxRound> log) : IDisposable
{
    private const int Batch = 50;

    private readonly SemaphoreSlim reading = new(1);
    private int faults;
    private DateTimeOffset restUntil = DateTimeOffset.MinValue;

    /// <summary>Reads all that is new. Does nothing where no mailbox is set, or where it failed a moment ago.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        if (!mailboxes.Options.IsSet)
            return;
        await reading.WaitAsync(cancellation);
        try
        {
            if (time.GetUtcNow() >= restUntil)
                await ReadAloneAsync(cancellation);
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose() => reading.Dispose();

    private string Name => mailboxes.Options.Mailbox;

    private async Task ReadAloneAsync(CancellationToken cancellation)
    {
        try
        {
            await using var mailbox = await mailboxes.OpenAsync(cancellation);
            await ReadAsync(mailbox, cancellation);
            faults = 0;
            await MailboxState.EndAsync(database, Name, null, time.GetUtcNow(), cancellation);
        }
        catch (MailException fault)
        {
            restUntil = time.GetUtcNow() + MailboxWatch.Rest(++faults);
            LogFault(fault.Message);
            await MailboxState.EndAsync(database, Name, fault.Message, time.GetUtcNow(), cancellation);
        }
    }

    private async Task ReadAsync(IMailbox mailbox, CancellationToken cancellation)
    {
        var position = await MailboxState.ReadAsync(database, Name, cancellation);
        var listing = await mailbox.ListAsync(position, cancellation);
        await MailboxState.BeginAsync(database, Name, position, listing, cancellation);
        await FileAsync(mailbox, cancellation);
        foreach (var batch in listing.New.Chunk(Batch))
        {
            var read = new List<ReadMail>();
            await foreach (var mail in mailbox.FetchAsync(batch, cancellation))
                read.Add(Read(mail));
            var effects = await database.WriteAsync(transaction => TakeAsync(transaction, mailbox, read, cancellation), cancellation);
            alarms.Tell(effects.Select(effect => effect.Alarm));
            LogRead(read.Count, effects.Count(effect => effect.IsEffective));
            await FileAsync(mailbox, cancellation);
        }
    }

    // Whatever a mail does to its reader, the next one is read.
    private ReadMail Read(FetchedMail mail)
    {
        if (mail.Bytes is not { } bytes)
            return new(mail.Item, null, "");
        try
        {
            var report = ReportReader.Read(bytes);
            if (mail.Size > bytes.Length && report.Kind == ReportKind.Message)
                LogLarge(mail.Item.Id, mail.Size, bytes.Length);
            return new(mail.Item, report, ReportDesk.HashOf(bytes.Span));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogUnreadable(mail.Item.Id, fault.Message);
            return new(mail.Item, null, "");
        }
    }

    private async Task<IReadOnlyList<Effect>> TakeAsync(DbTransaction transaction, IMailbox mailbox, IReadOnlyList<ReadMail> mails, CancellationToken cancellation)
    {
        var effects = new List<Effect>();
        foreach (var mail in mails)
        {
            var effect = mail.Report is null ? new(Filing.Stay, "unreadable") : await desk.TakeOnceAsync(transaction, mail.Report, mail.Hash, cancellation);
            await MailboxState.PassAsync(transaction, Name, mail.Item, mailbox.Files(effect.Filing) ? effect.Filing : Filing.Stay, cancellation);
            effects.Add(effect);
        }

        return effects;
    }

    private async Task FileAsync(IMailbox mailbox, CancellationToken cancellation)
    {
        while (await MailboxState.FilingsAsync(database, Name, Batch, cancellation) is { Count: > 0 } filings)
        {
            // The setting may be gone since.
            foreach (var group in filings.GroupBy(one => one.Filing).Where(group => mailbox.Files(group.Key)))
                await mailbox.FileAsync(group.Key, [.. group.Select(one => one.Id)], cancellation);
            await MailboxState.FiledAsync(database, Name, [.. filings.Select(one => one.Id)], cancellation);
        }
    }

    private sealed record ReadMail(MailboxItem Item, MailReport? Report, string Hash);

    [LoggerMessage(342, LogLevel.Warning, "Reports about mail are not read: {Fault}")]
    private partial void LogFault(string fault);

    [LoggerMessage(343, LogLevel.Information, "Read {Count} mails of the bounce mailbox; something follows from {Effective}")]
    private partial void LogRead(int count, int effective);

    [LoggerMessage(344, LogLevel.Information, "Mail {Id} of the bounce mailbox has {Size} octets; of such a mail only the first {Read} are read, and they are no report")]
    private partial void LogLarge(string id, long size, int read);

    [LoggerMessage(345, LogLevel.Information, "Mail {Id} of the bounce mailbox cannot be read and is left: {Message}")]
    private partial void LogUnreadable(string id, string message);
}
