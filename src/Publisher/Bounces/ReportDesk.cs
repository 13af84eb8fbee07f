using System.Data.Common;
using System.Security.Cryptography;
using Publisher.Mail;
using Publisher.Mail.Mailboxes;
using Publisher.Mail.Reports;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Bounces;

/// <summary>What came of a mail.</summary>
/// <param name="Sentence">For the operator; it names nobody.</param>
/// <param name="IsEffective">Whether anything followed, so that the same mail must not count again.</param>
internal sealed record Effect(Filing Filing, string Sentence, bool IsEffective = false, string? Alarm = null);

/// <summary>From what a mail says to what follows from it: whose it is, then what the policy says. All in the caller's transaction.</summary>
internal sealed class ReportDesk(DeliveryFinder deliveries, BounceBook book, Subscriptions subscriptions, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <summary>The name of a mail's beginning, by which it is known when it is read again.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Takes a mail, unless something followed from it before.</summary>
    public async Task<Effect> TakeOnceAsync(DbTransaction transaction, MailReport report, string hash, CancellationToken cancellation)
    {
        if ((await transaction.QueryAsync("select 1 from reported_mails where hash = @hash", row => row.Int(0), cancellation, ("hash", hash))).Count > 0)
            return new(Filing.Processed, "a mail that was read before: nothing follows");
        var effect = await TakeAsync(transaction, report, cancellation);
        if (effect.IsEffective)
            await transaction.ExecuteAsync("insert into reported_mails (hash, read_at) values (@hash, @now)", cancellation, ("hash", hash), ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        return effect;
    }

    /// <summary>Forgets mails that were read so long ago that nothing would follow from them any more.</summary>
    public Task ForgetAsync(DbTransaction transaction, CancellationToken cancellation) =>
        transaction.ExecuteAsync("delete from reported_mails where read_at < @before", cancellation, ("before", (time.GetUtcNow() - Remembered).ToUnixTimeMilliseconds()));

    public Task<Effect> TakeAsync(DbTransaction transaction, MailReport report, CancellationToken cancellation) => report.Kind switch
    {
        ReportKind.Failure or ReportKind.Complaint => TakeReportAsync(transaction, report, cancellation),
        ReportKind.Message when deliveries.Unsubscriber(report) is { } subscriber => UnsubscribeAsync(transaction, subscriber, cancellation),
        _ => Task.FromResult(Pass(report)),
    };

    private async Task<Effect> TakeReportAsync(DbTransaction transaction, MailReport report, CancellationToken cancellation)
    {
        if (await deliveries.FindAsync(transaction, report, time.GetUtcNow(), cancellation) is not var (issue, subscriber))
            return new(Filing.Unknown, "a report that belongs to no mail of ours");
        var (code, text) = await ReasonAsync(transaction, report, subscriber, cancellation);
        var refusal = new Refusal(issue, subscriber, code, text);
        var counted = report.Kind == ReportKind.Complaint ? await book.ComplainAsync(transaction, refusal, cancellation) : await book.CountAsync(transaction, refusal, cancellation);
        return counted.IsCounted
            ? new(Filing.Processed, Sentence(counted, refusal), true, counted.Alarm)
            : new(Filing.Processed, "a report about a mail that was counted before, is older than 30 days, or was never sent: nothing follows");
    }

    // A reader's address may lead to several people. Of those that it names, the reader counts; where it does not, the mildest.
    private static async Task<(StatusCode? Code, string Text)> ReasonAsync(DbTransaction transaction, MailReport report, long subscriberId, CancellationToken cancellation)
    {
        if (report.Recipients.Count == 0)
            return (null, report.Kind == ReportKind.Complaint ? "complaint" : "no reason given");
        var email = await Subscriptions.EmailAsync(transaction, subscriberId, cancellation);
        var chosen = report.Recipients.FirstOrDefault(recipient => recipient.Addresses.Contains(email, StringComparer.OrdinalIgnoreCase))
            ?? report.Recipients.MaxBy(recipient => BouncePolicy.Kind(recipient.Code) == BounceKind.Soft ? 1 : 0)!;
        return (chosen.Code, MailText.OneLine(chosen.Text));
    }

    private async Task<Effect> UnsubscribeAsync(DbTransaction transaction, long subscriber, CancellationToken cancellation)
    {
        await subscriptions.UnsubscribeAsync(transaction, subscriber, Leaving.Unsubscribed, cancellation);
        return new(Filing.Processed, "a mail to unsubscribe: the subscription ends", true);
    }

    private Effect Pass(MailReport report) => report.Kind switch
    {
        ReportKind.News or ReportKind.AutomaticReply when deliveries.Named(report) is not null => new(Filing.Processed, report.Kind == ReportKind.News ? "news of a mail under way: nothing follows" : "an automatic reply: nothing follows"),
        ReportKind.AutomaticReply => new(Filing.Stay, "an automatic reply: nothing follows"),
        _ when report.IsMachine => new(Filing.Unknown, "a mail of a server that says nothing known here"),
        _ => new(Filing.Stay, "a person's mail: it stays where it is"),
    };

    private static string Sentence(Counted counted, Refusal refusal) => counted.Kind == BounceKind.Complaint
        ? "a complaint: the reader is unsubscribed and mailed no more"
        : $"a {SubscriberRows.Word(counted.Kind)} bounce ({refusal.Code?.ToString() ?? "no code"}): {(counted.Suppressed ? "the address is mailed no more" : "it is counted")}";
}
