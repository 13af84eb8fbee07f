using System.Data.Common;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>The deliveries in the database: claimed with a lease, settled in the order of sending, and put right after a crash.</summary>
internal sealed class Ledger(Database database, Suppressions suppressions, NewsletterOptions options, Node node)
{
    /// <summary>The most that a connection claims at once.</summary>
    public const int Chunk = 50;

    /// <summary>Gives deliveries that are due to a connection. Asked in the claim: the issue may have been stopped a moment ago, by another process, too.</summary>
    public const string ClaimSql =
        """
        update deliveries set status = 'sending', lease = @lease, lease_until = @until
        where issue_id = @issue and subscriber_id in (
            select subscriber_id from deliveries
            where issue_id = @issue and status in ('pending', 'deferred', 'unknown') and due_at <= @now
                and (status <> 'unknown' or unknowns <= @resends) and subscriber_id <= @last
                and exists (select 1 from issues where id = @issue and status = 'open')
            order by due_at, subscriber_id limit @most)
        """;

    /// <summary>The issues that have something to send now.</summary>
    public const string OpenSql =
        """
        select id, planned, canary_passed from issues where status = 'open' and exists (
            select 1 from deliveries where issue_id = issues.id and status in ('pending', 'deferred', 'unknown')
                and due_at <= @now and (status <> 'unknown' or unknowns <= @resends))
        order by id
        """;

    /// <summary>When something is due next.</summary>
    public const string NextDueSql =
        """
        select min(d.due_at) from issues i join deliveries d on d.issue_id = i.id
        where i.status = 'open' and d.status in ('pending', 'deferred', 'unknown') and d.due_at > @now and d.due_at <= @up_to
            and (d.status <> 'unknown' or d.unknowns <= @resends)
        """;

    // Sent again only where the operator chose that nobody be lost, and not for ever.
    private readonly int resends = options.OnUnknown == UnknownPolicy.Resend ? options.Retry.Resends : -1;

    /// <summary>Claims the next deliveries of an issue for one connection, as many as the limits let pass.</summary>
    public Task<Claim> ClaimAsync(OpenIssue issue, string lease, Limits limits, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var (most, until) = await limits.TakeAsync(transaction, Chunk, now, cancellation);
            if (most == 0 || await MarkAsync(transaction, issue, lease, most, now, cancellation) == 0)
                return new Claim(lease, [], until);
            var claimed = await LeasedAsync(transaction, lease, cancellation);
            var passed = await limits.PassAsync(transaction, claimed, now, cancellation);
            return new Claim(lease, passed.Deliveries, passed.Until);
        },
        cancellation);

    /// <summary>Looks again at a chunk that takes its time: who left meanwhile, whether the issue was stopped. What is still leased is leased anew.</summary>
    public Task<IReadOnlyList<Delivery>> RenewAsync(string lease, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await transaction.ExecuteAsync(
                """
                update deliveries set lease_until = @until
                where lease = @lease and status = 'sending'
                """,
                cancellation,
                ("lease", lease),
                ("until", (now + options.Lease).ToUnixTimeMilliseconds()));
            return await LeasedAsync(transaction, lease, cancellation);
        },
        cancellation);

    /// <summary>Writes down what became of deliveries, all or none.</summary>
    public Task SettleAsync(IReadOnlyList<(Delivery Delivery, Outcome Outcome)> settled, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await using var statement = new Statement(
                transaction,
                """
                update deliveries set status = @status, attempts = attempts + 1, unknowns = unknowns + (case when @status = 'unknown' then 1 else 0 end),
                    first_tried_at = coalesce(first_tried_at, @now), due_at = coalesce(@due, due_at), settled_at = @now, lease = null, lease_until = null, reply = @reply
                where issue_id = @issue and subscriber_id = @subscriber
                """,
                "issue", "subscriber", "status", "due", "now", "reply");
            foreach (var (delivery, outcome) in settled)
            {
                await statement.ExecuteAsync(
                    delivery.IssueId,
                    delivery.SubscriberId,
                    SubscriberRows.Word(outcome.Status),
                    outcome.Due?.ToUnixTimeMilliseconds(),
                    now.ToUnixTimeMilliseconds(),
                    outcome.Reply);
            }
        },
        cancellation);

    /// <summary>Gives back what a connection claimed and never began.</summary>
    public Task ReleaseAsync(string lease, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            "update deliveries set status = 'pending', lease = null, lease_until = null where lease = @lease and status = 'sending'",
            cancellation,
            ("lease", lease)),
        cancellation);

    /// <summary>Puts right what a process that died left behind: of this machine at once, of others when their leases are over. A connection sends its chunk in order and settles each before the body of the next leaves: of what is unsettled, only the first may have left.</summary>
    /// <returns>How many deliveries are of unknown outcome.</returns>
    public Task<int> RecoverAsync(DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var left = await transaction.QueryAsync(
                """
                select lease, issue_id, subscriber_id from deliveries
                where status = 'sending' and (@alone = 1 or lease_until <= @now or substr(lease, 1, length(@own)) = @own)
                order by lease, issue_id, subscriber_id
                """,
                row => (Lease: row.GetString(0), Issue: row.GetInt64(1), Subscriber: row.GetInt64(2)),
                cancellation,
                ("alone", node.IsAlone ? 1 : 0),
                ("now", now.ToUnixTimeMilliseconds()),
                ("own", node.Prefix));
            foreach (var lease in left.GroupBy(row => row.Lease))
            {
                await UnknownAsync(transaction, lease.First().Issue, lease.First().Subscriber, now, cancellation);
                await transaction.ExecuteAsync(
                    "update deliveries set status = 'pending', lease = null, lease_until = null where lease = @lease and status = 'sending'",
                    cancellation,
                    ("lease", lease.Key));
            }

            return left.Select(row => row.Lease).Distinct().Count();
        },
        cancellation);

    /// <summary>How many deliveries are not done, by status: the queue.</summary>
    public static async Task<IReadOnlyDictionary<DeliveryStatus, long>> QueueAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var counts = await connection.QueryAsync(
            // Each half by the small index of its own.
            """
            select status, count(*) from deliveries where status in ('pending', 'deferred', 'unknown') group by status
            union all select status, count(*) from deliveries where status = 'sending' group by status
            """,
            row => (Status: SubscriberRows.Value<DeliveryStatus>(row.GetString(0)), Count: row.GetInt64(1)),
            cancellation);
        return counts.ToDictionary(row => row.Status, row => row.Count);
    }

    /// <summary>How many deliveries stand in each status.</summary>
    public static async Task<IReadOnlyDictionary<DeliveryStatus, long>> CountAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var counts = await connection.QueryAsync(
            "select status, count(*) from deliveries group by status",
            row => (Status: SubscriberRows.Value<DeliveryStatus>(row.GetString(0)), Count: row.GetInt64(1)),
            cancellation);
        return counts.ToDictionary(row => row.Status, row => row.Count);
    }

    /// <summary>The issues that have something to send now.</summary>
    public async Task<IReadOnlyList<OpenIssue>> OpenIssuesAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            OpenSql,
            row => new OpenIssue(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2) != 0),
            cancellation,
            ("now", now.ToUnixTimeMilliseconds()),
            ("resends", resends));
    }

    /// <summary>When something is due that is not yet; null where nothing is up to an instant.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, DateTimeOffset upTo, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var found = await connection.QueryAsync(
            NextDueSql,
            row => row.IsDBNull(0) ? (DateTimeOffset?)null : row.Instant(0),
            cancellation,
            ("now", now.ToUnixTimeMilliseconds()),
            ("up_to", upTo.ToUnixTimeMilliseconds()),
            ("resends", resends));
        return found[0];
    }

    private Task<int> MarkAsync(DbTransaction transaction, OpenIssue issue, string lease, int most, DateTimeOffset now, CancellationToken cancellation) => transaction.ExecuteAsync(
        ClaimSql,
        cancellation,
        ("lease", lease),
        ("until", (now + options.Lease).ToUnixTimeMilliseconds()),
        ("issue", issue.Id),
        ("last", issue.Last),
        ("now", now.ToUnixTimeMilliseconds()),
        ("resends", resends),
        ("most", most));

    private async Task<IReadOnlyList<Delivery>> LeasedAsync(DbTransaction transaction, string lease, CancellationToken cancellation)
    {
        var leased = await transaction.QueryAsync(
            """
            select d.issue_id, d.subscriber_id, d.attempts, d.first_tried_at, d.unknowns, s.email, s.status, s.format
            from deliveries d left join subscribers s on s.id = d.subscriber_id join issues i on i.id = d.issue_id
            where d.lease = @lease and d.status = 'sending' and i.status = 'open'
            order by d.issue_id, d.subscriber_id
            """,
            row => new Delivery(row.GetInt64(0), row.GetInt64(1), row.Int(2), row.IsDBNull(3) ? null : row.Instant(3))
            {
                Unknowns = row.Int(4),
                Email = row.Text(5) ?? "",
                Lease = lease,
                Objection = Objection(row.Text(6)),
                Format = SubscriberRows.Value<MailFormat>(row.Text(7) ?? "html"),
            },
            cancellation,
            ("lease", lease));
        var suppressed = await suppressions.AmongAsync(transaction, leased.Select(delivery => delivery.Email), cancellation);
        return [.. leased.Select(delivery => delivery.Objection is null && suppressed.TryGetValue(delivery.Email, out var reason)
            ? delivery with { Objection = $"the address is suppressed: {SubscriberRows.Word(reason)}" }
            : delivery)];
    }

    private static string? Objection(string? status) =>
        status is null ? "the reader is gone" : status == SubscriberRows.Word(SubscriberStatus.Confirmed) ? null : "the reader had unsubscribed";

    private Task UnknownAsync(DbTransaction transaction, long issue, long subscriber, DateTimeOffset now, CancellationToken cancellation) => transaction.ExecuteAsync(
        """
        update deliveries set status = 'unknown', attempts = attempts + 1, unknowns = unknowns + 1, first_tried_at = coalesce(first_tried_at, @now), due_at = @due,
            lease = null, lease_until = null, reply = 'the program ended while this was being sent'
        where issue_id = @issue and subscriber_id = @subscriber
        """,
        cancellation,
        ("issue", issue),
        ("subscriber", subscriber),
        ("now", now.ToUnixTimeMilliseconds()),
        ("due", (now + options.Retry.Unknown).ToUnixTimeMilliseconds()));
}
