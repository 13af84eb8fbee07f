using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>One turn of the newsletter: releases what may be mailed, then composes for every cadence that is due. What is due is asked of the database, so a time that was missed is caught up, once.</summary>
internal sealed partial class Press(Releases releases, Composer composer, Timetable timetable, IMeterFactory meters, TimeProvider time, ILogger<Press> log)
{
    private readonly Dictionary<(Cadence, string?), string> awaited = [];
    private readonly ConcurrentDictionary<(Cadence, string?), DateTimeOffset> unkept = [];
    private readonly Histogram<double> durations = meters.Create(Spans.Name).CreateHistogram<double>("publisher.compose.duration", "s", "How long it took to compose for the readers of a cadence");
    private long turnedAt;

    /// <summary>When the last turn began; null before the first.</summary>
    public DateTimeOffset? TurnedAt => Volatile.Read(ref turnedAt) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>The earliest time of a digest's schedule that is due and not kept; null where there is none.</summary>
    public DateTimeOffset? Unkept => unkept.Values is { Count: > 0 } times ? times.Min() : null;

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
        Volatile.Write(ref turnedAt, time.GetUtcNow().UtcTicks);
        await timetable.NoteTurnAsync(cancellation);
        await releases.ReleaseAsync(catalogue, cancellation);
        var added = await ComposeAsync(Cadence.Instant, timetable.SiteZone, time.GetUtcNow(), catalogue, cancellation) ?? 0;
        Digests = await timetable.ReadAsync(cancellation);
        foreach (var (cadence, zone) in Digests)
            added += await DigestAsync(cadence, zone, catalogue, last, cancellation);
        return added;
    }

    private async Task<int> DigestAsync(Cadence cadence, ReaderZone zone, Catalogue catalogue, ScheduleTime last, CancellationToken cancellation)
    {
        if (await timetable.DueAsync(cadence, zone, last, cancellation) is not { } due)
        {
            unkept.TryRemove((cadence, zone.Name), out _);
            return 0;
        }

        unkept[(cadence, zone.Name)] = due;
        if (await ComposeAsync(cadence, zone, due, catalogue, cancellation) is not { } added)
            return 0;
        await timetable.KeepAsync(cadence, zone, due, cancellation);
        unkept.TryRemove((cadence, zone.Name), out _);
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
        return edition is null ? 0 : await ComposeAsync(edition, cancellation);
    }

    private async Task<int> ComposeAsync(Edition edition, CancellationToken cancellation)
    {
        using var span = Spans.Start("compose issue")?.SetTag("cadence", SubscriberRows.Word(edition.Cadence));
        var began = time.GetTimestamp();
        var added = await composer.ComposeAsync(edition, cancellation);
        durations.Record(time.GetElapsedTime(began).TotalSeconds, KeyValuePair.Create<string, object?>("cadence", SubscriberRows.Word(edition.Cadence)));
        span?.SetTag("publisher.deliveries", added);
        return added;
    }

    [LoggerMessage(331, LogLevel.Warning, "{Path} waits to be mailed and cannot be read: no {Cadence} issue is composed until it is mended or removed")]
    private partial void LogAwaiting(string path, Cadence cadence);
}
