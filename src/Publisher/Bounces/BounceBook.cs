using System.Data.Common;
using System.Globalization;
using Publisher.Mail.Mailboxes;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Bounces;

/// <summary>What came of a refusal.</summary>
/// <param name="Counted">False where the delivery had bounced before, or is none that can.</param>
/// <param name="Suppressed">Whether the address is mailed no more because of it.</param>
/// <param name="Alarm">What the operator must be told, without anybody's address.</param>
internal sealed record Counted(bool IsCounted, BounceKind Kind, bool Suppressed, string? Alarm = null)
{
    public static readonly Counted Nothing = new(false, BounceKind.Soft, false);
}

/// <summary>Bounces in the database: counted once a delivery, with all that follows from them in the caller's transaction.</summary>
internal sealed class BounceBook(Suppressions suppressions, Subscriptions subscriptions, BouncesOptions options, BounceCounts counts, TimeProvider time)
{
    private sealed record Sent(DeliveryStatus Status, DateTimeOffset At, string Email, DateTimeOffset? ConfirmedAt)
    {
        public string Domain => Email[(Email.LastIndexOf('@') + 1)..];
    }

    /// <summary>Counts a mail that came back, or was refused at the door.</summary>
    public async Task<Counted> CountAsync(DbTransaction transaction, Refusal refusal, CancellationToken cancellation) =>
        await TellAsync(transaction, refusal, await CountQuietlyAsync(transaction, refusal, cancellation), cancellation);

    /// <summary>Takes a complaint for what it is: the reader wants no mail, and is asked nothing.</summary>
    public async Task<Counted> ComplainAsync(DbTransaction transaction, Refusal complaint, CancellationToken cancellation) =>
        await TellAsync(transaction, complaint, await ComplainQuietlyAsync(transaction, complaint, cancellation), cancellation);

    private async Task<Counted> TellAsync(DbTransaction transaction, Refusal refusal, Counted counted, CancellationToken cancellation)
    {
        if (counted.IsCounted)
            await BounceEvents.BouncedAsync(transaction, refusal, counted, time.GetUtcNow(), cancellation);
        return counted;
    }

    private async Task<Counted> CountQuietlyAsync(DbTransaction transaction, Refusal refusal, CancellationToken cancellation)
    {
        if (await FindAsync(transaction, refusal, cancellation) is not { Status: DeliveryStatus.Sent or DeliveryStatus.Unknown or DeliveryStatus.Deferred or DeliveryStatus.Failed } sent || IsTooOld(sent))
            return Counted.Nothing;
        var bounce = new Bounce(BouncePolicy.Kind(refusal.Code), sent.At);
        var earlier = await EarlierAsync(transaction, refusal, sent, cancellation);
        if (!await InsertAsync(transaction, refusal, bounce, isComplaint: false, cancellation))
            return Counted.Nothing;
        counts.Count(bounce.Kind);
        await FailAsync(transaction, refusal, cancellation);
        if (!BouncePolicy.Suppresses(bounce, earlier))
            return new(true, bounce.Kind, false, Alarm(bounce.Kind, sent.Domain, refusal));
        if (await SuppressedTodayAsync(transaction, cancellation) >= options.SuppressionsPerDay)
            return new(true, bounce.Kind, false, Invariant($"reports would suppress more than {options.SuppressionsPerDay} addresses today; nobody more is suppressed. Look at what they say, and raise mail.bounces.suppressionsPerDay if it is right"));
        await SuppressAsync(transaction, refusal, sent, isComplaint: false, cancellation);
        return new(true, bounce.Kind, true);
    }

    private async Task<Counted> ComplainQuietlyAsync(DbTransaction transaction, Refusal complaint, CancellationToken cancellation)
    {
        if (await FindAsync(transaction, complaint, cancellation) is not { Status: DeliveryStatus.Sent or DeliveryStatus.Unknown or DeliveryStatus.Failed } sent || IsTooOld(sent)
            || !await InsertAsync(transaction, complaint, new(BounceKind.Complaint, sent.At), isComplaint: true, cancellation))
            return Counted.Nothing;
        counts.Count(BounceKind.Complaint);
        await subscriptions.UnsubscribeAsync(transaction, complaint.SubscriberId, Leaving.Complaint, cancellation);
        await SuppressAsync(transaction, complaint, sent, isComplaint: true, cancellation);
        return new(true, BounceKind.Complaint, true, await WeighAsync(transaction, complaint.IssueId, cancellation));
    }

    private bool IsTooOld(Sent sent) => time.GetUtcNow() - sent.At > BouncePolicy.LongestAgo;

    private static async Task<Sent?> FindAsync(DbTransaction transaction, Refusal refusal, CancellationToken cancellation) => (await transaction.QueryAsync(
        """
        select d.status, d.settled_at, s.email, s.confirmed_at from deliveries d join subscribers s on s.id = d.subscriber_id
        where d.issue_id = @issue and d.subscriber_id = @subscriber and d.settled_at is not null
        """,
        row => new Sent(SubscriberRows.Value<DeliveryStatus>(row.GetString(0)), row.Instant(1), row.GetString(2), row.IsDBNull(3) ? null : row.Instant(3)),
        cancellation,
        ("issue", refusal.IssueId),
        ("subscriber", refusal.SubscriberId))).SingleOrDefault();

    // A mail that arrived, and a reader who confirmed anew, wipe out what was before.
    private async Task<IReadOnlyList<Bounce>> EarlierAsync(DbTransaction transaction, Refusal refusal, Sent sent, CancellationToken cancellation)
    {
        var bounces = await transaction.QueryAsync(
            "select kind, sent_at from bounces where subscriber_id = @subscriber and is_complaint = 0 and sent_at > @since order by sent_at",
            row => new Bounce(SubscriberRows.Value<BounceKind>(row.GetString(0)), row.Instant(1)),
            cancellation,
            ("subscriber", refusal.SubscriberId),
            ("since", (sent.ConfirmedAt ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds()));
        if (bounces.Count == 0)
            return [];
        var arrived = await ArrivedAsync(transaction, refusal.SubscriberId, bounces[0].SentAt, cancellation);
        return [.. bounces.Where(bounce => bounce.SentAt > arrived)];
    }

    private async Task<DateTimeOffset> ArrivedAsync(DbTransaction transaction, long subscriberId, DateTimeOffset since, CancellationToken cancellation) => (await transaction.QueryAsync(
        """
        select max(d.settled_at) from issues i join deliveries d on d.issue_id = i.id and d.subscriber_id = @subscriber
        where i.created_at >= @issued and d.status = 'sent' and d.settled_at > @since and d.settled_at < @before
        """,
        row => row.IsDBNull(0) ? DateTimeOffset.MinValue : row.Instant(0),
        cancellation,
        ("subscriber", subscriberId),
        ("issued", (since - BouncePolicy.LongestAgo).ToUnixTimeMilliseconds()),
        ("since", since.ToUnixTimeMilliseconds()),
        ("before", (time.GetUtcNow() - BouncePolicy.ArrivedAfter).ToUnixTimeMilliseconds())))[0];

    private async Task<bool> InsertAsync(DbTransaction transaction, Refusal refusal, Bounce bounce, bool isComplaint, CancellationToken cancellation) => await transaction.ExecuteAsync(
        """
        insert into bounces (issue_id, subscriber_id, is_complaint, kind, code, text, sent_at, counted_at, suppressed)
        values (@issue, @subscriber, @complaint, @kind, @code, @text, @sent, @now, 0) on conflict (issue_id, subscriber_id, is_complaint) do nothing
        """,
        cancellation,
        ("issue", refusal.IssueId),
        ("subscriber", refusal.SubscriberId),
        ("complaint", isComplaint ? 1 : 0),
        ("kind", SubscriberRows.Word(bounce.Kind)),
        ("code", refusal.Code?.ToString()),
        ("text", refusal.Text),
        ("sent", bounce.SentAt.ToUnixTimeMilliseconds()),
        ("now", time.GetUtcNow().ToUnixTimeMilliseconds())) == 1;

    // The next server took the mail and its reader never got it: that is what the ledger says from now on, and what the account of an issue that was done must count anew.
    private static async Task FailAsync(DbTransaction transaction, Refusal refusal, CancellationToken cancellation)
    {
        await transaction.ExecuteAsync(
            "update deliveries set status = 'failed', reply = @reply where issue_id = @issue and subscriber_id = @subscriber and status <> 'failed'",
            cancellation,
            ("issue", refusal.IssueId),
            ("subscriber", refusal.SubscriberId),
            ("reply", $"{Told.CameBack}{refusal.Code} {refusal.Text}"));
        await transaction.ExecuteAsync("delete from issue_accounts where issue_id = @issue", cancellation, ("issue", refusal.IssueId));
    }

    private async Task SuppressAsync(DbTransaction transaction, Refusal refusal, Sent sent, bool isComplaint, CancellationToken cancellation)
    {
        await suppressions.SuppressAsync(transaction, sent.Email, isComplaint ? SuppressionReason.Complaint : SuppressionReason.HardBounce, cancellation);
        await transaction.ExecuteAsync(
            "update bounces set suppressed = 1 where issue_id = @issue and subscriber_id = @subscriber and is_complaint = @complaint",
            cancellation,
            ("issue", refusal.IssueId),
            ("subscriber", refusal.SubscriberId),
            ("complaint", isComplaint ? 1 : 0));
    }

    private async Task<long> SuppressedTodayAsync(DbTransaction transaction, CancellationToken cancellation) => (await transaction.QueryAsync(
        "select count(*) from bounces where counted_at >= @since and suppressed = 1 and is_complaint = 0",
        row => row.GetInt64(0),
        cancellation,
        ("since", (time.GetUtcNow() - TimeSpan.FromDays(1)).ToUnixTimeMilliseconds())))[0];

    private static async Task<string?> WeighAsync(DbTransaction transaction, long issueId, CancellationToken cancellation)
    {
        var (complaints, sent) = (await transaction.QueryAsync(
            """
            select (select count(*) from bounces where issue_id = @issue and is_complaint = 1),
                (select count(*) from deliveries where issue_id = @issue and status in ('sent', 'unknown'))
            """,
            row => (row.GetInt64(0), row.GetInt64(1)),
            cancellation,
            ("issue", issueId)))[0];
        if (!ComplaintPolicy.IsAlarming(complaints, sent))
            return null;
        var figures = Invariant($"{complaints} of {sent} readers called issue {issueId} spam");
        if (!ComplaintPolicy.Pauses(complaints, sent))
            return $"{figures}; mail providers shut out senders with many complaints, so see who is on the list and how they came there";
        await transaction.ExecuteAsync("update issues set status = 'paused', reason = @reason where id = @issue and status = 'open'", cancellation, ("issue", issueId), ("reason", figures));
        return $"{figures}; what is left of it is not sent. `publisher issues` shows it and goes on with it";
    }

    private static string? Alarm(BounceKind kind, string domain, Refusal refusal) => kind switch
    {
        BounceKind.Block => $"{domain} refuses our mail by policy ({refusal.Code}); its readers are kept. `publisher doctor` may show why",
        BounceKind.Content => $"{domain} cannot take a mail of issue {refusal.IssueId.ToString(CultureInfo.InvariantCulture)} ({refusal.Code}): its size or its form is at fault, not the reader",
        _ => null,
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
