using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>The deliveries in the database: claimed with a lease, settled one by one, and put right after a crash.</summary>
internal sealed class Ledger(Database database, NewsletterOptions options)
{
    private const int Chunk = 20;

    // A delivery of unknown outcome is due again only where the operator chose that nobody be lost.
    private readonly string due = options.OnUnknown == UnknownPolicy.Resend ? "'pending', 'deferred', 'unknown'" : "'pending', 'deferred'";

    /// <summary>Claims the next deliveries for one connection, in the order in which they must be sent.</summary>
    public Task<IReadOnlyList<Delivery>> ClaimAsync(string lease, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync<IReadOnlyList<Delivery>>(
        async transaction =>
        {
            var claimed = await transaction.QueryAsync(
                $"""
                update deliveries set status = 'sending', lease = @lease, lease_until = @until
                where (issue_id, subscriber_id) in (
                    select issue_id, subscriber_id from deliveries where status in ({due}) and due_at <= @now
                        and issue_id in (select id from issues where status = 'open')
                    order by due_at, issue_id, subscriber_id limit @limit)
                returning issue_id, subscriber_id, attempts, first_tried_at
                """,
                row => new Delivery(row.GetInt64(0), row.GetInt64(1), row.Int(2), row.IsDBNull(3) ? null : row.Instant(3)),
                cancellation,
                ("lease", lease),
                ("until", (now + options.Lease).ToUnixTimeMilliseconds()),
                ("now", now.ToUnixTimeMilliseconds()),
                ("limit", Chunk));
            return [.. claimed.OrderBy(delivery => delivery.IssueId).ThenBy(delivery => delivery.SubscriberId)];
        },
        cancellation);

    /// <summary>Writes down what became of a delivery.</summary>
    public Task SettleAsync(Delivery delivery, Outcome outcome, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            """
            update deliveries set status = @status, attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, @now),
                due_at = coalesce(@due, due_at), settled_at = @now, lease = null, lease_until = null, reply = @reply
            where issue_id = @issue and subscriber_id = @subscriber
            """,
            cancellation,
            ("issue", delivery.IssueId),
            ("subscriber", delivery.SubscriberId),
            ("status", outcome.Status.ToString().ToLowerInvariant()),
            ("due", outcome.Due?.ToUnixTimeMilliseconds()),
            ("now", now.ToUnixTimeMilliseconds()),
            ("reply", outcome.Reply)),
        cancellation);

    /// <summary>Gives back what a connection claimed and never began.</summary>
    public Task ReleaseAsync(string lease, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            "update deliveries set status = 'pending', lease = null, lease_until = null where lease = @lease and status = 'sending'",
            cancellation,
            ("lease", lease)),
        cancellation);

    /// <summary>Puts right what a process that died left behind. A connection sends its chunk in order and settles each before the next: of what is unsettled, only the first may have left.</summary>
    /// <returns>How many deliveries are of unknown outcome.</returns>
    public Task<int> RecoverAsync(DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var left = await transaction.QueryAsync(
                "select lease, issue_id, subscriber_id from deliveries where status = 'sending' order by lease, issue_id, subscriber_id",
                row => (Lease: row.GetString(0), Issue: row.GetInt64(1), Subscriber: row.GetInt64(2)),
                cancellation);
            var firsts = left.GroupBy(row => row.Lease).Select(rows => rows.First()).ToList();
            foreach (var (_, issue, subscriber) in firsts)
                await UnknownAsync(transaction, issue, subscriber, now, cancellation);
            await transaction.ExecuteAsync("update deliveries set status = 'pending', lease = null, lease_until = null where status = 'sending'", cancellation);
            return firsts.Count;
        },
        cancellation);

    /// <summary>How many deliveries stand in each status.</summary>
    public async Task<IReadOnlyDictionary<DeliveryStatus, long>> CountAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var counts = await connection.QueryAsync(
            "select status, count(*) from deliveries group by status",
            row => (Status: Enum.Parse<DeliveryStatus>(row.GetString(0), ignoreCase: true), Count: row.GetInt64(1)),
            cancellation);
        return counts.ToDictionary(row => row.Status, row => row.Count);
    }

    private Task UnknownAsync(DbTransaction transaction, long issue, long subscriber, DateTimeOffset now, CancellationToken cancellation) => transaction.ExecuteAsync(
        """
        update deliveries set status = 'unknown', attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, @now), due_at = @due,
            lease = null, lease_until = null, reply = 'the program ended while this was being sent'
        where issue_id = @issue and subscriber_id = @subscriber
        """,
        cancellation,
        ("issue", issue),
        ("subscriber", subscriber),
        ("now", now.ToUnixTimeMilliseconds()),
        ("due", (now + options.Retry.Unknown).ToUnixTimeMilliseconds()));
}
