using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>Something that mail servers said no with.</summary>
/// <param name="At">When it was last said.</param>
/// <param name="Count">How many deliveries stand so.</param>
internal sealed record ErrorStatus(DateTimeOffset At, string Reply, long Count)
{
    private const int Most = 5;

    // More would be history: the cost must not grow with it.
    private const int Latest = 500;

    /// <summary>The last few, of the latest of each kind. Each half by an index of its own, so that the many deliveries that are done are not looked at.</summary>
    public static async Task<IReadOnlyList<ErrorStatus>> ReadAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            $"""
            select max(settled_at), reply, count(*) from (
                select * from (select settled_at, reply from deliveries where status = 'failed' and settled_at > 0 order by settled_at desc limit {Latest}) failed
                union all select * from (select settled_at, reply from deliveries where status in ('deferred', 'unknown') and settled_at > 0 order by settled_at desc limit {Latest}) put_off) errors
            where settled_at is not null and reply is not null group by reply order by 1 desc limit @most
            """,
            row => new ErrorStatus(row.Instant(0), row.GetString(1), row.GetInt64(2)),
            cancellation,
            ("most", Most));
    }
}
