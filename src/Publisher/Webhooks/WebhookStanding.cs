using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Webhooks;

/// <summary>How it goes with one program that is told of events.</summary>
/// <param name="Waiting">Events that are still to be told.</param>
/// <param name="Next">When the first of them is due; null where none waits.</param>
/// <param name="Failures">The most attempts that failed for one that waits.</param>
/// <param name="Dead">Events that were given up.</param>
/// <param name="Reply">What came of the last attempt that failed.</param>
internal sealed record WebhookStanding(Uri Url, IReadOnlyList<string> Types, long Waiting, DateTimeOffset? Next, int Failures, long Dead, string? Reply)
{
    public static async Task<IReadOnlyList<WebhookStanding>> ReadAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            """
            select w.url, w.types, count(m.due_at), min(m.due_at), coalesce(max(case when m.due_at is not null then m.attempts end), 0), count(m.id) - count(m.due_at),
                (select r.reply from webhook_messages r where r.url = w.url and r.reply is not null order by r.created_at desc, r.id desc limit 1)
            from webhooks w left join webhook_messages m on m.url = w.url group by w.url, w.types order by w.url
            """,
            Read,
            cancellation);
    }

    /// <summary>The host alone: the rest of the address may be a secret.</summary>
    public override string ToString() => Url.IdnHost;

    private static WebhookStanding Read(DbDataReader row) => new(
        new(row.GetString(0)),
        row.GetString(1).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.GetInt64(2),
        row.IsDBNull(3) ? null : row.Instant(3),
        row.Int(4),
        row.GetInt64(5),
        row.Text(6));
}
