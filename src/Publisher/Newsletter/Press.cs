using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>One turn of the newsletter: releases what may be mailed, then composes for every cadence that is due. What is due is asked of the database, so a time that was missed is caught up, once.</summary>
internal sealed class Press(Database database, Releases releases, Composer composer, TimeProvider time)
{
    /// <param name="lastTime">The latest time of a cadence's schedule up to an instant.</param>
    /// <returns>How many deliveries were added.</returns>
    public async Task<int> TurnAsync(Catalogue catalogue, Func<Cadence, DateTimeOffset, DateTimeOffset?> lastTime, CancellationToken cancellation)
    {
        if (catalogue == Catalogue.Empty || catalogue.FolderProblem is not null)
            return 0;
        await releases.ReleaseAsync(catalogue, cancellation);
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
}
