using System.Data.Common;
using Publisher.Nodes;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>The ledger on an engine that is a round trip away: to claim, to look again and to settle are one statement each, which is whole by itself and answers with all that is asked next.</summary>
internal sealed class RemoteLedger(Database database, Suppressions suppressions, NewsletterOptions options, Node node)
{
    // By their keys alone, which the status in other words sees to: PostgreSQL believes that hardly any are leased, and would go through all of a lease for each.
    /// <summary>Settles what is held by its lease, and once: to settle again what was settled changes nothing. Answers with the places of those that are not held.</summary>
    public const string SettleSql =
        """
        with told as materialized (
            select * from unnest(@issues, @subscribers, @leases, @statuses, @dues, @replies) with ordinality as t (issue_id, subscriber_id, lease, status, due, reply, place)),
        settled as (
            update deliveries d set status = t.status, due_at = coalesce(t.due, d.due_at), settled_at = @now, lease = null, lease_until = null, reply = t.reply,
                attempts = d.attempts + 1, unknowns = d.unknowns + (case when t.status = 'unknown' then 1 else 0 end), first_tried_at = coalesce(d.first_tried_at, @now)
            from told t where d.issue_id = t.issue_id and d.subscriber_id = t.subscriber_id and d.status || '' = 'sending' and d.lease = t.lease
            returning t.place)
        select place from told where place not in (select place from settled)
        """;

    // A row for each delivery, and one without where there is none.
    private const string Columns = "d.issue_id, d.subscriber_id, d.attempts, d.first_tried_at, d.unknowns, s.email, s.status, s.format, x.reason, d.lease";

    private const string Mine = "update deliveries set lease_until = @until where lease = any(@leases) and status = 'sending'";

    private const string Going = "going as materialized (select id from issues where closed_at is null and status = 'open')";

    private const string Returning = "returning issue_id, subscriber_id, attempts, first_tried_at, unknowns, lease";

    private static readonly string Readers = $"left join subscribers s on s.id = d.subscriber_id {Suppressions.Join("s")}";

    // What is read of them is as it was before: one statement sees the rows of its beginning.
    private static readonly string LookSql =
        $"""
        with {Going}, longer as ({Mine} and lease_until < @sure)
        {Look("deliveries")} and d.lease = any(@leases) and d.status = 'sending' order by 1, 2
        """;

    // Whoever takes it at this moment is waited for.
    private static readonly string ReturnSql =
        $"""
        with {Going}, mine as ({Mine} {Returning}),
        alive as (update nodes set seen_at = @now where name = @name and run = @run)
        {Look("mine")} order by 1, 2
        """;

    private readonly int resends = options.Resends;

    /// <summary>Gives deliveries that are due to a connection, with all that is known of their readers. Where the way has a limit, its bucket says how many, and pays for those that there were.</summary>
    public static string ClaimSql(string skipLocked, bool isLimited) => isLimited
        ? $"""
        with {TokenBucket.FilledSql}, {Ledger.Chosen(skipLocked)},
        taken as ({Ledger.Take} limit (select coalesce(max(cast(floor(tokens) as bigint)), 0) from bucket)) {Returning}), {TokenBucket.PaidSql}
        select {Columns}, b.tokens from bucket b left join taken d on true {Readers} order by 1, 2
        """
        : $"""
        with {Ledger.Chosen(skipLocked)}, taken as ({Ledger.Take}) {Returning})
        select {Columns}, null from taken d {Readers} order by 1, 2
        """;

    /// <inheritdoc cref="Ledger.ClaimAsync"/>
    public async Task<Claim> ClaimAsync(OpenIssue issue, string lease, Limits limits, int most, DateTimeOffset now, CancellationToken cancellation)
    {
        await limits.MakeBucketAsync(database, now, cancellation);
        var sql = ClaimSql(database.SkipLocked, limits.IsLimited);
        (string, object?)[] values =
        [
            ("lease", lease), ("until", (now + options.Lease).ToUnixTimeMilliseconds()), ("issue", issue.Id), ("last", issue.Last), ("now", now.ToUnixTimeMilliseconds()), ("resends", resends), ("most", limits.Most(most)),
            .. suppressions.JoinValues(), .. limits.Bucket(),
        ];
        if (!limits.AreOfDomains(now))
            return Claimed(await database.WriteAtOnceAsync(sql, ReadTaken, cancellation, values));
        return await database.WriteBesideAsync(async transaction => await limits.PassAsync(transaction, Claimed(await transaction.QueryAsync(sql, ReadTaken, cancellation, values)), now, cancellation), cancellation);

        (Delivery? Delivery, double? Tokens) ReadTaken(DbDataReader row) => (Read(row), row.IsDBNull(10) ? null : row.GetDouble(10));

        Claim Claimed(List<(Delivery? Delivery, double? Tokens)> rows)
        {
            // Where a bucket is not there any more, the next claim makes it.
            if (rows.Count == 0)
                limits.ForgetBucket();
            List<Delivery> taken = [.. rows.Select(row => row.Delivery).OfType<Delivery>()];
            return new(lease, taken, taken.Count == 0 && rows is [{ Tokens: { } tokens }] ? limits.Next(tokens, now) : null);
        }
    }

    /// <inheritdoc cref="Ledger.RenewAsync"/>
    public async Task<IReadOnlyList<Delivery>> RenewAsync(IReadOnlyCollection<string> leases, DateTimeOffset askedAt, DateTimeOffset now, CancellationToken cancellation)
    {
        (string, object?)[] values = [("leases", leases.ToArray()), ("until", (now + options.Lease).ToUnixTimeMilliseconds()), .. suppressions.JoinValues()];
        if (node.IsAlone || node.WasAlive(askedAt, now))
            return await ReadAsync(LookSql, [.. values, ("sure", (now + (options.Lease * 0.75)).ToUnixTimeMilliseconds())], cancellation);
        var returned = await ReadAsync(ReturnSql, [.. values, ("now", now.ToUnixTimeMilliseconds()), ("name", node.Name), ("run", node.Run)], cancellation);
        node.Seen(now);
        return returned;
    }

    /// <returns>Those whose lease was over.</returns>
    public async Task<IReadOnlyList<(Delivery Delivery, Outcome Outcome)>> SettleAsync(List<(Delivery Delivery, Outcome Outcome)> settled, DateTimeOffset now, CancellationToken cancellation)
    {
        var places = await database.WriteAtOnceAsync(
            SettleSql,
            row => row.Int(0) - 1,
            cancellation,
            ("issues", settled.Select(one => one.Delivery.IssueId).ToArray()),
            ("subscribers", settled.Select(one => one.Delivery.SubscriberId).ToArray()),
            ("leases", settled.Select(one => one.Delivery.Lease).ToArray()),
            ("statuses", settled.Select(one => SubscriberRows.Word(one.Outcome.Status)).ToArray()),
            ("dues", settled.Select(one => one.Outcome.Due?.ToUnixTimeMilliseconds()).ToArray()),
            ("replies", settled.Select(one => one.Outcome.Reply).ToArray()),
            ("now", now.ToUnixTimeMilliseconds()));
        return [.. places.Select(place => settled[place])];
    }

    private static string Look(string deliveries) =>
        $"select {Columns} from {deliveries} d {Readers} where d.issue_id in (select id from going)";

    private async Task<IReadOnlyList<Delivery>> ReadAsync(string sql, (string Name, object? Value)[] values, CancellationToken cancellation) =>
        await database.WriteAtOnceAsync(sql, row => Read(row)!, cancellation, values);

    private static Delivery? Read(DbDataReader row)
    {
        if (row.IsDBNull(0))
            return null;
        var delivery = Ledger.Read(row, row.GetString(9));
        return delivery.Objection is null && row.Text(8) is { } reason ? delivery with { Objection = Ledger.Suppressed(reason) } : delivery;
    }
}
