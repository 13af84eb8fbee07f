using System.Data.Common;
using Publisher.Nodes;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>The deliveries in the database: claimed with a lease, settled in the order of sending, and put right after a crash.</summary>
internal sealed class Ledger(Database database, Suppressions suppressions, NewsletterOptions options, Node node)
{
    /// <summary>Settles what is held by its lease, and once: to settle again what was settled changes nothing.</summary>
    public const string SettleSql =
        $"""
        {Settle}, attempts = attempts + 1, unknowns = unknowns + (case when @status = 'unknown' then 1 else 0 end), first_tried_at = coalesce(first_tried_at, @now)
        where issue_id = @issue and subscriber_id = @subscriber and status = 'sending' and lease = @lease
        """;

    /// <summary>Marks what was chosen as the connection's: all of it, where the sentence ends here.</summary>
    public const string Take = "update deliveries set status = 'sending', lease = @lease, lease_until = @until where issue_id = @issue and subscriber_id in (select subscriber_id from chosen";

    private const string Settle = "update deliveries set status = @status, due_at = coalesce(@due, due_at), settled_at = @now, lease = null, lease_until = null, reply = @reply";

    // Another took it for unknown meanwhile, and nobody has begun it again: now it is known.
    private const string SettleLate =
        $"""
        {Settle}
        where issue_id = @issue and subscriber_id = @subscriber and status = 'unknown' and @status <> 'unknown' and lease is null and attempts = @attempts + 1
        """;

    /// <summary>The issues that have something to send now.</summary>
    public const string OpenSql =
        """
        select id, planned, canary_passed from issues where closed_at is null and status = 'open' and exists (
            select 1 from deliveries where issue_id = issues.id and status in ('pending', 'deferred', 'unknown')
                and due_at <= @now and (status <> 'unknown' or unknowns <= @resends))
        order by id
        """;

    /// <summary>When something is due next: one step down the index for each issue.</summary>
    public const string NextDueSql =
        """
        select min(due) as due from (
            select (select d.due_at from deliveries d
                where d.issue_id = i.id and d.status in ('pending', 'deferred', 'unknown') and d.due_at > @now and d.due_at <= @up_to and (d.status <> 'unknown' or d.unknowns <= @resends)
                order by d.due_at limit 1) as due
            from issues i where i.closed_at is null and i.status = 'open') as each
        """;

    /// <summary>Claims deliveries that are due, where nobody else can claim meanwhile.</summary>
    public static readonly string ClaimSql = $"with {Chosen("")}\n{Take})";

    /// <summary>Chooses deliveries that are due for a connection. Asked in the claim: the issue may have been stopped a moment ago, by another process, too.</summary>
    /// <param name="skipLocked">Passes over what other nodes claim at this moment.</param>
    public static string Chosen(string skipLocked) =>
        $"""
        chosen as materialized (
            select subscriber_id from deliveries
            where issue_id = @issue and status in ('pending', 'deferred', 'unknown') and due_at <= @now
                and (status <> 'unknown' or unknowns <= @resends) and subscriber_id <= @last
                and exists (select 1 from issues where id = @issue and status = 'open')
            order by due_at, subscriber_id limit @most {skipLocked})
        """;

    // Sent again only where the operator chose that nobody be lost, and not for ever.
    private readonly int resends = options.Resends;

    private readonly RemoteLedger? remote = database.IsShared ? new(database, suppressions, options, node) : null;

    /// <summary>A row of issue, reader, attempts, when it was first tried, unknowns, address, status and format.</summary>
    public static Delivery Read(DbDataReader row, string lease) => new(row.GetInt64(0), row.GetInt64(1), row.Int(2), row.IsDBNull(3) ? null : row.Instant(3))
    {
        Unknowns = row.Int(4),
        Email = row.Text(5) ?? "",
        Lease = lease,
        Objection = Objection(row.Text(6)),
        Format = SubscriberRows.Value<MailFormat>(row.Text(7) ?? "html"),
    };

    public static string Suppressed(string reason) => $"the address is suppressed: {reason}";

    /// <summary>Until when a lease is certainly a connection's own that was claimed or renewed at an instant.</summary>
    public static TimeSpan Sure(TimeSpan lease) => lease / 2;

    /// <summary>Claims the next deliveries of an issue for one connection, as many as the limits let pass.</summary>
    public async Task<Claim> ClaimAsync(OpenIssue issue, string lease, Limits limits, int most, DateTimeOffset now, CancellationToken cancellation)
    {
        await limits.RecallAsync(database, now, cancellation);
        return remote is not null ? await remote.ClaimAsync(issue, lease, limits, most, now, cancellation) : await database.WriteAsync(
            async transaction =>
            {
                var (allowed, until) = await limits.TakeAsync(transaction, most, now, cancellation);
                if (allowed == 0 || await MarkAsync(transaction, issue, lease, allowed, now, cancellation) == 0)
                    return new Claim(lease, [], until);
                return await limits.PassAsync(transaction, new(lease, await LeasedAsync(transaction, lease, cancellation)), now, cancellation);
            },
            cancellation);
    }

    /// <summary>Looks again at chunks that take their time: who left meanwhile, whether the issue was stopped. What is still leased is leased anew.</summary>
    /// <param name="askedAt">When they were claimed, or looked at before: the longest ago.</param>
    public Task<IReadOnlyList<Delivery>> RenewAsync(IReadOnlyCollection<string> leases, DateTimeOffset askedAt, DateTimeOffset now, CancellationToken cancellation) => remote is not null
        ? remote.RenewAsync(leases, askedAt, now, cancellation)
        : database.WriteAsync(
            async transaction =>
            {
                var left = new List<Delivery>();
                foreach (var lease in leases)
                {
                    await transaction.ExecuteAsync("update deliveries set lease_until = @until where lease = @lease and status = 'sending'", cancellation, ("lease", lease), ("until", (now + options.Lease).ToUnixTimeMilliseconds()));
                    left.AddRange(await LeasedAsync(transaction, lease, cancellation));
                }

                return (IReadOnlyList<Delivery>)left;
            },
            cancellation);

    /// <summary>Writes down what became of deliveries, all or none, in one round trip where the engine can.</summary>
    /// <returns>Those whose lease was over: what was to follow them in their chunks is another's by now.</returns>
    public async Task<IReadOnlySet<Delivery>> SettleAsync(IReadOnlyList<(Delivery Delivery, Outcome Outcome)> settled, DateTimeOffset now, CancellationToken cancellation)
    {
        // In one order everywhere: who waits for a row holds none that the other waits for.
        var ordered = settled.OrderBy(one => one.Delivery.IssueId).ThenBy(one => one.Delivery.SubscriberId).ToList();
        if (remote is null)
            return await database.WriteAsync(transaction => SettleAsync(transaction, ordered, now), cancellation);
        var late = await remote.SettleAsync(ordered, now, cancellation);
        if (late.Count > 0)
            await database.WriteBesideAsync(transaction => SettleLateAsync(transaction, late, now), cancellation);
        return late.Select(one => one.Delivery).ToHashSet();
    }

    /// <summary>Gives back what a connection claimed and never began.</summary>
    public Task ReleaseAsync(string lease, CancellationToken cancellation) => database.WriteBesideAsync(transaction => ReleaseAsync(transaction, lease, cancellation), cancellation);

    /// <summary>Puts right what a process that died left behind: of this node at once, of others when their leases or their lives are over. A connection sends its chunk in order and settles each before the body of the next leaves: of what is unsettled, only the first may have left.</summary>
    /// <returns>How many deliveries are of unknown outcome.</returns>
    public Task<int> RecoverAsync(DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var left = await transaction.QueryAsync(
                $"""
                select lease, issue_id, subscriber_id from deliveries
                where status = 'sending' and (@alone = 1 or lease_until <= @now or substr(lease, 1, length(@own)) = @own
                    or not exists (select 1 from nodes n where n.seen_at > @alive and substr(lease, 1, length(n.name) + length(n.run) + 2) = n.name || '/' || n.run || '/'))
                order by issue_id, subscriber_id {database.ForUpdate}
                """,
                row => (Lease: row.GetString(0), Issue: row.GetInt64(1), Subscriber: row.GetInt64(2)),
                cancellation,
                ("alone", node.IsAlone ? 1 : 0),
                ("now", now.ToUnixTimeMilliseconds()),
                ("alive", NodeBook.AliveSince(now).ToUnixTimeMilliseconds()),
                ("own", node.Prefix));
            foreach (var lease in left.GroupBy(row => row.Lease))
            {
                await UnknownAsync(transaction, lease.First().Issue, lease.First().Subscriber, now, cancellation);
                await ReleaseAsync(transaction, lease.Key, cancellation);
            }

            return left.Select(row => row.Lease).Distinct().Count();
        },
        cancellation);

    /// <summary>The issues that have something to send now, and when something is due that is not yet; null where nothing is up to an instant.</summary>
    public async Task<(IReadOnlyList<OpenIssue> Open, DateTimeOffset? NextDue)> LookAsync(DateTimeOffset now, DateTimeOffset upTo, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync(
            $"select id, planned, canary_passed, cast(null as bigint) from ({OpenSql}) as ready union all select 0, 0, 0, due from ({NextDueSql}) as later order by 1",
            row => (Issue: new OpenIssue(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2) != 0), Due: row.IsDBNull(3) ? (DateTimeOffset?)null : row.Instant(3)),
            cancellation,
            ("now", now.ToUnixTimeMilliseconds()),
            ("up_to", upTo.ToUnixTimeMilliseconds()),
            ("resends", resends));
        return ([.. rows.Where(row => row.Issue.Id > 0).Select(row => row.Issue)], rows.Single(row => row.Issue.Id == 0).Due);
    }

    private static Task<int> ReleaseAsync(DbTransaction transaction, string lease, CancellationToken cancellation) => transaction.ExecuteAsync(
        "update deliveries set status = 'pending', lease = null, lease_until = null where lease = @lease and status = 'sending'",
        cancellation,
        ("lease", lease));

    private static async Task<IReadOnlySet<Delivery>> SettleAsync(DbTransaction transaction, List<(Delivery Delivery, Outcome Outcome)> ordered, DateTimeOffset now)
    {
        await using var own = new Statement(transaction, SettleSql, "issue", "subscriber", "status", "due", "now", "reply", "lease");
        foreach (var (delivery, outcome) in ordered)
            await own.AddAsync([.. Values(delivery, outcome, now), delivery.Lease]);
        var changed = await own.EndAsync();
        var late = ordered.Where((_, number) => changed[number] == 0).ToList();
        if (late.Count > 0)
            await SettleLateAsync(transaction, late, now);
        return late.Select(one => one.Delivery).ToHashSet();
    }

    private static async Task SettleLateAsync(DbTransaction transaction, IReadOnlyList<(Delivery Delivery, Outcome Outcome)> late, DateTimeOffset now)
    {
        await using var statement = new Statement(transaction, SettleLate, "issue", "subscriber", "status", "due", "now", "reply", "attempts");
        foreach (var (delivery, outcome) in late)
            await statement.AddAsync([.. Values(delivery, outcome, now), delivery.Attempts]);
        await statement.EndAsync();
    }

    private static object?[] Values(Delivery delivery, Outcome outcome, DateTimeOffset now) =>
        [delivery.IssueId, delivery.SubscriberId, SubscriberRows.Word(outcome.Status), outcome.Due?.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), outcome.Reply];

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
            row => Read(row, lease),
            cancellation,
            ("lease", lease));
        var suppressed = await suppressions.AmongAsync(transaction, leased.Select(delivery => delivery.Email), cancellation);
        return [.. leased.Select(delivery => delivery.Objection is null && suppressed.TryGetValue(delivery.Email, out var reason)
            ? delivery with { Objection = Suppressed(SubscriberRows.Word(reason)) }
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
