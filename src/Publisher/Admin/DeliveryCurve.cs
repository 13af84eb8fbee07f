using Publisher.Storage;

namespace Publisher.Admin;

/// <summary>How many of an issue had been sent, at even distances from its making to the last one.</summary>
internal sealed record DeliveryCurve(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<long> Sent)
{
    private const int Points = 60;

    /// <param name="rows">How many deliveries there are.</param>
    /// <returns>Null where nothing was sent yet. Of a large issue, as of a while ago.</returns>
    public static async Task<DeliveryCurve?> ReadAsync(Database database, long issue, long rows, DateTimeOffset now, CancellationToken cancellation) =>
        (await database.Counts.GetAsync(FormattableString.Invariant($"curve {issue}"), now, async () => new Drawn(await CountAsync(database, issue, cancellation)), _ => rows)).Curve;

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
