using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>One turn of the newsletter: releases what may be mailed, then composes for every cadence that is due. What is due is asked of the database, so a time that was missed is caught up, once.</summary>
internal sealed partial class Press(Releases releases, Composer composer, Timetable timetable, TimeProvider time, ILogger<Press> log)
{
    private readonly Dictionary<Cadence, string> awaited = [];

    /// <summary>Releases what may be mailed, and composes nothing yet.</summary>
    public Task ReleaseAsync(Catalogue catalogue, CancellationToken cancellation) => releases.ReleaseAsync(catalogue, cancellation);

    /// <param name="lastTime">The latest time of a cadence's schedule up to an instant.</param>
    /// <returns>How many deliveries were added.</returns>
    public async Task<int> TurnAsync(Catalogue catalogue, Func<Cadence, DateTimeOffset, DateTimeOffset?> lastTime, CancellationToken cancellation)
    {
        if (catalogue == Catalogue.Empty || catalogue.FolderProblem is not null)
            return 0;
        await releases.ReleaseAsync(catalogue, cancellation);
        var added = await ComposeAsync(Cadence.Instant, time.GetUtcNow(), catalogue, cancellation) ?? 0;
        foreach (var cadence in new[] { Cadence.Daily, Cadence.Weekly, Cadence.Monthly })
            added += await DigestAsync(cadence, catalogue, lastTime, cancellation);
        return added;
    }

    private async Task<int> DigestAsync(Cadence cadence, Catalogue catalogue, Func<Cadence, DateTimeOffset, DateTimeOffset?> lastTime, CancellationToken cancellation)
    {
        if (await timetable.DueAsync(cadence, lastTime, cancellation) is not { } due || await ComposeAsync(cadence, due, catalogue, cancellation) is not { } added)
            return 0;
        await timetable.KeepAsync(cadence, due, cancellation);
        return added;
    }

    // Null where readers wait: a released post whose file is broken now, with no good version at hand, cannot be composed, and nobody is to miss it.
    private async Task<int?> ComposeAsync(Cadence cadence, DateTimeOffset due, Catalogue catalogue, CancellationToken cancellation)
    {
        var edition = await composer.OpenAsync(cadence, due, catalogue, cancellation);
        if (edition?.Awaited is { } path)
        {
            if (awaited.GetValueOrDefault(cadence) != path)
                LogAwaiting(path, cadence);
            awaited[cadence] = path;
            return null;
        }

        awaited.Remove(cadence);
        return edition is null ? 0 : await composer.ComposeAsync(edition, cancellation);
    }

    [LoggerMessage(331, LogLevel.Warning, "{Path} waits to be mailed and cannot be read: no {Cadence} issue is composed until it is mended or removed")]
    private partial void LogAwaiting(string path, Cadence cadence);
}
