using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>How long the delivery that waits longest has been due. What nobody sends, in a paused issue or of unknown outcome, does not wait.</summary>
internal static class QueueAge
{
    public static async Task<TimeSpan> ReadAsync(Database database, NewsletterOptions options, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        // One step down the index for each issue.
        var oldest = await connection.QueryAsync(
            """
            select min(due) from (
                select (select d.due_at from deliveries d
                    where d.issue_id = i.id and d.status in ('pending', 'deferred', 'unknown') and d.due_at <= @now and (d.status <> 'unknown' or d.unknowns <= @resends)
                    order by d.due_at limit 1) as due
                from issues i where i.closed_at is null and i.status = 'open') as each
            """,
            row => row.IsDBNull(0) ? now : row.Instant(0),
            cancellation,
            ("now", now.ToUnixTimeMilliseconds()),
            ("resends", options.Resends));
        return now - oldest[0];
    }
}
