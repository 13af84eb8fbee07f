using System.Data.Common;
using Publisher.Feeds;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Scheduling;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Signals;

/// <summary>Gathers the facts, and keeps them for a moment: however many ask, the database is asked once in ten seconds.</summary>
internal sealed class FactsBook(
    Database database,
    Fence fence,
    CatalogueStore catalogues,
    FeedPublisher feeds,
    Press press,
    Timetable timetable,
    Ways ways,
    MailCounts mails,
    Schedules schedules,
    NewsletterOptions newsletter,
    TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim reading = new(1);
    private readonly DateTimeOffset startedAt = time.GetUtcNow();
    private volatile Facts? last;
    private DateTimeOffset movedAt = time.GetUtcNow();

    /// <summary>What was read last; null before the first reading.</summary>
    public Facts? Last => last;

    public void Dispose() => reading.Dispose();

    /// <exception cref="DbException">The database cannot be read.</exception>
    public async Task<Facts> ReadAsync(CancellationToken cancellation)
    {
        await reading.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            if (last is not { } facts || now - facts.At >= Kept || now < facts.At)
                last = facts = await ReadAsync(now, cancellation);
            return facts;
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<Facts> ReadAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var catalogue = catalogues.Current;
        var queue = await DeliveryCounts.QueueAsync(database, now, cancellation);
        if (last is null || queue.Count != last.Queue.Count || queue.Except(last.Queue).Any())
            movedAt = now;
        return new(
            now,
            catalogue.Posts.CountBy(post => post.Status).ToDictionary(),
            catalogue.FolderProblem,
            await SubscriberBook.CountAsync(database, now, cancellation),
            queue,
            newsletter.Enabled ? await QueueAge.ReadAsync(database, newsletter, now, cancellation) : TimeSpan.Zero,
            now - (mails.LastAt > movedAt ? mails.LastAt.Value : movedAt),
            await LagAsync(now, cancellation),
            await StoppedAsync(cancellation),
            await PolicyAsync(now, cancellation),
            [.. feeds.Faults.Select(fault => fault.Message)],
            fence.Objection,
            ways.AreAllResting(now));
    }

    // Nothing is due where nothing is mailed at all. Of several programs on the database, the last turn of any counts; what one left undone, another may have done.
    private async Task<TimeSpan> LagAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (!newsletter.Enabled || fence.Objection is not null)
            return TimeSpan.Zero;
        var turnedAt = await timetable.TurnedAtAsync(cancellation);
        var own = press.TurnedAt;
        var turn = schedules.Next(Cadence.Instant, new[] { turnedAt, own, startedAt }.Max()!.Value);
        var missed = new[] { turn, own >= turnedAt ? press.Unkept : null }.Min() ?? now;
        return missed < now ? now - missed : TimeSpan.Zero;
    }

    private async Task<IReadOnlyList<StoppedIssue>> StoppedAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            "select id, coalesce(reason, '') from issues where status = 'paused' and closed_at is null order by id desc limit 100",
            row => new StoppedIssue(row.GetInt64(0), row.GetString(1)),
            cancellation);
    }

    private async Task<PolicyRefusals> PolicyAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync(
            """
            select (select count(*) from bounces where counted_at >= @day and kind = 'block'),
                (select cast(coalesce(sum(planned), 0) as bigint) from issues where created_at >= @two_days)
            """,
            row => new PolicyRefusals(row.GetInt64(0), row.GetInt64(1)),
            cancellation,
            ("day", now.AddDays(-1).ToUnixTimeMilliseconds()),
            ("two_days", now.AddDays(-2).ToUnixTimeMilliseconds())))[0];
    }
}
