using System.Collections.Concurrent;
using Publisher.Storage;

namespace Publisher.Feeds.Readers;

/// <summary>How many people a service read a feed for when it came last.</summary>
/// <param name="Feed">The name of the feed's file.</param>
internal sealed record ReaderCount(string Feed, string Service, long Readers, DateTimeOffset ReportedAt);

/// <summary>Gathers what reader services report, and keeps the last word of each.</summary>
internal sealed class ReaderCounts(Database database, TimeProvider time)
{
    // Anybody can make up names.
    private const int Most = 1000;

    /// <summary>A service that comes no more has no readers.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<(string Feed, string Service), ReaderCount> heard = new();

    /// <summary>Notes a request, if it says anything.</summary>
    public void Hear(string feed, string? agent)
    {
        if (ReaderReport.Of(agent) is { } report && (heard.Count < Most || heard.ContainsKey((feed, report.Service))))
            heard[(feed, report.Service)] = new(feed, report.Service, report.Readers, time.GetUtcNow());
    }

    /// <summary>Puts what was heard into the database. Not to be run twice at once.</summary>
    public async Task SaveAsync(CancellationToken cancellation)
    {
        var counts = heard.ToArray();
        if (counts.Length == 0)
            return;
        await database.WriteAsync(
            async transaction =>
            {
                foreach (var (_, count) in counts)
                {
                    await transaction.ExecuteAsync(
                        """
                        insert into reader_counts (feed, service, readers, reported_at)
                        select @feed, @service, @readers, @at where (select count(*) from reader_counts) < @most or exists (select 1 from reader_counts where feed = @feed and service = @service)
                        on conflict (feed, service) do update set readers = excluded.readers, reported_at = excluded.reported_at
                        """,
                        cancellation,
                        ("feed", count.Feed), ("service", count.Service), ("readers", count.Readers), ("at", count.ReportedAt.ToUnixTimeMilliseconds()), ("most", Most));
                }

                await transaction.ExecuteAsync("delete from reader_counts where reported_at < @old", cancellation, ("old", (time.GetUtcNow() - Stale).ToUnixTimeMilliseconds()));
            },
            cancellation);
        foreach (var pair in counts)
            heard.TryRemove(pair);
    }

    /// <summary>The last word of each service on each feed, those with most readers first.</summary>
    public async Task<IReadOnlyList<ReaderCount>> AllAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            "select feed, service, readers, reported_at from reader_counts order by readers desc, feed, service",
            row => new ReaderCount(row.GetString(0), row.GetString(1), row.GetInt64(2), row.Instant(3)),
            cancellation);
    }
}
