using System.Globalization;
using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>How many of an issue had been sent, at even distances from its making to the last one.</summary>
internal sealed record DeliveryCurve(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<long> Sent)
{
    private const int Points = 60;

    /// <param name="rows">How many deliveries there are.</param>
    /// <returns>Null where nothing was sent yet. Of an issue that is done, as it was then; of a large one that goes on, as of a while ago.</returns>
    public static async Task<DeliveryCurve?> ReadAsync(Database database, long issue, long rows, DateTimeOffset now, CancellationToken cancellation) =>
        await KeptAsync(database, issue, cancellation)
        ?? (await database.Counts.GetAsync(FormattableString.Invariant($"curve {issue}"), now, async () => new Drawn(await CountAsync(database, issue, cancellation)), _ => rows)).Curve;

    /// <summary>Keeps the curve of an issue that is done.</summary>
    public static async Task KeepAsync(Database database, long issue, CancellationToken cancellation)
    {
        if (await CountAsync(database, issue, cancellation) is not { } curve)
            return;
        await database.WriteAsync(
            transaction => transaction.ExecuteAsync(
                "insert into issue_curves (issue_id, began_at, ended_at, sent) values (@issue, @from, @to, @sent) on conflict (issue_id) do update set began_at = excluded.began_at, ended_at = excluded.ended_at, sent = excluded.sent",
                cancellation,
                ("issue", issue), ("from", curve.From.ToUnixTimeMilliseconds()), ("to", curve.To.ToUnixTimeMilliseconds()), ("sent", string.Join(' ', curve.Sent))),
            cancellation);
    }

    private static async Task<DeliveryCurve?> KeptAsync(Database database, long issue, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var kept = await connection.QueryAsync(
            "select c.began_at, c.ended_at, c.sent from issue_curves c join issues i on i.id = c.issue_id where c.issue_id = @issue and i.closed_at is not null",
            row => new DeliveryCurve(row.Instant(0), row.Instant(1), [.. row.GetString(2).Split(' ').Select(sent => long.Parse(sent, CultureInfo.InvariantCulture))]),
            cancellation,
            ("issue", issue));
        return kept.FirstOrDefault();
    }

    private static async Task<DeliveryCurve?> CountAsync(Database database, long issue, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var ends = await connection.QueryAsync(
            "select coalesce(min(settled_at), 0), coalesce(max(settled_at), 0) from deliveries where issue_id = @issue and status = 'sent'", row => (From: row.Instant(0), To: row.Instant(1)), cancellation, ("issue", issue));
        var (from, to) = ends[0];
        if (to == DateTimeOffset.UnixEpoch)
            return null;
        var span = Math.Max(1, (to - from).Ticks / TimeSpan.TicksPerMillisecond);
        var counts = (await connection.QueryAsync(
            $"select (settled_at - @from) * {Points - 1} / @span, count(*) from deliveries where issue_id = @issue and status = 'sent' and settled_at is not null group by 1",
            row => KeyValuePair.Create(row.GetInt64(0), row.GetInt64(1)),
            cancellation,
            ("issue", issue), ("from", from.ToUnixTimeMilliseconds()), ("span", span))).ToDictionary();
        return new(from, to, Sums(counts));
    }

    private static List<long> Sums(Dictionary<long, long> counts)
    {
        var (sums, sum) = (new List<long>(Points), 0L);
        for (var point = 0; point < Points; point++)
            sums.Add(sum += counts.GetValueOrDefault(point));
        return sums;
    }

    private sealed record Drawn(DeliveryCurve? Curve);
}
