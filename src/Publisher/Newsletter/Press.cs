using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>One turn of the newsletter: releases what may be mailed, then composes for every cadence that is due. What is due is asked of the database, so a time that was missed is caught up, once.</summary>
internal sealed partial class Press(Releases releases, Composer composer, Timetable timetable, TimeProvider time, ILogger<Press> log)
{
    private readonly Dictionary<(Cadence, string?), string> awaited = [];

    /// <summary>The digests that had a time of their own in the last turn.</summary>
    public IReadOnlyList<(Cadence Cadence, ReaderZone Zone)> Digests { get; private set; } = [];

    /// <summary>Releases what may be mailed, and composes nothing yet.</summary>
    public Task ReleaseAsync(Catalogue catalogue, CancellationToken cancellation) => releases.ReleaseAsync(catalogue, cancellation);

    /// <param name="last">The latest time of a schedule.</param>
    /// <returns>How many deliveries were added.</returns>
    public async Task<int> TurnAsync(Catalogue catalogue, ScheduleTime last, CancellationToken cancellation)
    {
        if (catalogue == Catalogue.Empty || catalogue.FolderProblem is not null)
            return 0;
        await releases.ReleaseAsync(catalogue, cancellation);
        var added = await ComposeAsync(Cadence.Instant, timetable.SiteZone, time.GetUtcNow(), catalogue, cancellation) ?? 0;
        Digests = await timetable.ReadAsync(cancellation);
        foreach (var (cadence, zone) in Digests)
            added += await DigestAsync(cadence, zone, catalogue, last, cancellation);
        return added;
    }

    private async Task<int> DigestAsync(Cadence cadence, ReaderZone zone, Catalogue catalogue, ScheduleTime last, CancellationToken cancellation)
    {
        if (await timetable.DueAsync(cadence, zone, last, cancellation) is not { } due || await ComposeAsync(cadence, zone, due, catalogue, cancellation) is not { } added)
            return 0;
        await timetable.KeepAsync(cadence, zone, due, cancellation);
        return added;
    }

    // Null where readers wait: a released post whose file is broken now, with no good version at hand, cannot be composed, and nobody is to miss it.
    private async Task<int?> ComposeAsync(Cadence cadence, ReaderZone zone, DateTimeOffset due, Catalogue catalogue, CancellationToken cancellation)
    {
        var edition = await composer.OpenAsync(cadence, zone, due, catalogue, cancellation);
        if (edition?.Awaited is { } path)
        {
            if (awaited.GetValueOrDefault((cadence, zone.Name)) != path)
                LogAwaiting(path, cadence);
            awaited[(cadence, zone.Name)] = path;
            return null;
        }

        awaited.Remove((cadence, zone.Name));
        return edition is null ? 0 : await composer.ComposeAsync(edition, cancellation);
    }

    [LoggerMessage(331, LogLevel.Warning, "{Path} waits to be mailed and cannot be read: no {Cadence} issue is composed until it is mended or removed")]
    private partial void LogAwaiting(string path, Cadence cadence);
}
