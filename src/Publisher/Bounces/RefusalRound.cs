using System.Data.Common;
using Publisher.Mail.Reports;
using Publisher.Newsletter;
using Publisher.Storage;

namespace Publisher.Bounces;

/// <summary>Counts deliveries that were refused while they were handed over, as if their reports had come by mail.</summary>
internal sealed class RefusalRound(Database database, BounceBook book, Alarms alarms, TimeProvider time)
{
    private const int Chunk = 200;
    private const string Mark = "bounces.refusals";

    // Settled a little before and committed a little after the mark: looked at again, for each counts once.
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    public async Task CountAsync(CancellationToken cancellation)
    {
        var began = time.GetUtcNow();
        var since = await SinceAsync(began, cancellation);
        var found = new List<Counted>();
        for (var counted = Chunk; counted > 0;)
        {
            var chunk = await database.WriteAsync(transaction => CountAsync(transaction, since, cancellation), cancellation);
            counted = chunk.Count(one => one.IsCounted);
            found.AddRange(chunk);
        }

        await database.WriteAsync(transaction => transaction.SetMarkAsync(Mark, began, cancellation), cancellation);
        alarms.Tell(found.Select(one => one.Alarm));
    }

    private async Task<DateTimeOffset> SinceAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var earliest = now - BouncePolicy.LongestAgo;
        await using var connection = await database.OpenAsync(cancellation);
        var marks = await connection.QueryAsync("select at from marks where name = @name", row => row.Instant(0), cancellation, ("name", Mark));
        return marks is [var mark] && mark - Overlap > earliest ? mark - Overlap : earliest;
    }

    private async Task<IReadOnlyList<Counted>> CountAsync(DbTransaction transaction, DateTimeOffset since, CancellationToken cancellation)
    {
        var refused = await transaction.QueryAsync(
            """
            select issue_id, subscriber_id, coalesce(reply, '') from deliveries d
            where status = 'failed' and settled_at > @since
                and not exists (select 1 from bounces b where b.issue_id = d.issue_id and b.subscriber_id = d.subscriber_id and b.is_complaint = 0)
            order by settled_at limit @limit
            """,
            row => new Refusal(row.GetInt64(0), row.GetInt64(1), StatusCode.Of(null, row.GetString(2)), row.GetString(2)),
            cancellation,
            ("since", since.ToUnixTimeMilliseconds()),
            ("limit", Chunk));
        var counted = new List<Counted>();
        foreach (var refusal in refused)
            counted.Add(await book.CountAsync(transaction, refusal, cancellation));
        return counted;
    }
}
