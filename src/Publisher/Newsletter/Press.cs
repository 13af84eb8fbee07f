using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>One turn of the newsletter: releases what may be mailed, then composes for every cadence that is due. What is due is asked of the database, so a time that was missed is caught up, once.</summary>
internal sealed partial class Press(Database database, Releases releases, Composer composer, TimeProvider time, ILogger<Press> log)
{
    private string? awaited;

    /// <summary>Releases what may be mailed, and composes nothing yet.</summary>
    public Task ReleaseAsync(Catalogue catalogue, CancellationToken cancellation) => releases.ReleaseAsync(catalogue, cancellation);

    /// <param name="lastTime">The latest time of a cadence's schedule up to an instant.</param>
    /// <returns>How many deliveries were added.</returns>
    public async Task<int> TurnAsync(Catalogue catalogue, Func<Cadence, DateTimeOffset, DateTimeOffset?> lastTime, CancellationToken cancellation)
    {
        if (catalogue == Catalogue.Empty || catalogue.FolderProblem is not null)
            return 0;
        await releases.ReleaseAsync(catalogue, cancellation);
        if (await IsAwaitingAsync(catalogue, cancellation))
            return 0;
        var added = await composer.ComposeAsync(Cadence.Instant, time.GetUtcNow(), catalogue, cancellation);
        foreach (var cadence in new[] { Cadence.Daily, Cadence.Weekly, Cadence.Monthly })
            added += await DigestAsync(cadence, catalogue, lastTime, cancellation);
        return added;
    }

    private async Task<int> DigestAsync(Cadence cadence, Catalogue catalogue, Func<Cadence, DateTimeOffset, DateTimeOffset?> lastTime, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var done = await DoneAsync(cadence, now, cancellation);
        if (lastTime(cadence, now) is not { } due || due <= done)
            return 0;
        var added = await composer.ComposeAsync(cadence, due, catalogue, cancellation);
        await database.WriteAsync(transaction => transaction.SetMarkAsync(Name(cadence), due, cancellation), cancellation);
        return added;
    }

    // A schedule that was never kept begins now: its past times are nobody's.
    private Task<DateTimeOffset> DoneAsync(Cadence cadence, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            if (await transaction.MarkAsync(Name(cadence), cancellation) is { } done)
                return done;
            await transaction.SetMarkAsync(Name(cadence), now, cancellation);
            return now;
        },
        cancellation);

    private static string Name(Cadence cadence) => $"composed-{SubscriberRows.Word(cadence)}";

    // A released post whose file is broken now, with no good version at hand, cannot be composed: its readers wait rather than miss it.
    private async Task<bool> IsAwaitingAsync(Catalogue catalogue, CancellationToken cancellation)
    {
        var broken = catalogue.Posts.Where(post => post.Status is PostStatus.Broken or PostStatus.Skipped).Select(post => post.Path).ToHashSet(StringComparer.Ordinal);
        var path = broken.Count == 0 ? null : (await UncomposedAsync(cancellation)).FirstOrDefault(broken.Contains);
        if (path is not null && path != awaited)
            LogAwaiting(path);
        awaited = path;
        return path is not null;
    }

    private async Task<IReadOnlyList<string>> UncomposedAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            """
            select p.path from releases r join posts p on p.id = r.post_id
            where r.sequence > (select min(caught_up_to) from subscribers where status = 'confirmed' and (paused_until is null or paused_until <= @now)) and p.gone_at is null
            """,
            row => row.GetString(0),
            cancellation,
            ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    [LoggerMessage(331, LogLevel.Warning, "{Path} waits to be mailed and cannot be read: no issue is composed until it is mended or removed")]
    private partial void LogAwaiting(string path);
}
