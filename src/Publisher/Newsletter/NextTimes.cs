using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>When mail is composed next, as things stand: a digest whose time was missed, now.</summary>
internal sealed class NextTimes
{
    private readonly Dictionary<(Cadence, string?), DateTimeOffset?> times = [];
    private readonly ScheduleTime next;
    private readonly TimeZoneInfo site;
    private readonly DateTimeOffset now;

    private NextTimes(ScheduleTime next, TimeZoneInfo site, DateTimeOffset now) => (this.next, this.site, this.now) = (next, site, now);

    public static async Task<NextTimes> ReadAsync(Database database, Timetable timetable, ScheduleTime last, ScheduleTime next, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = new NextTimes(next, timetable.SiteZone.Zone, now);
        await using var connection = await database.OpenAsync(cancellation);
        foreach (var cadence in Timetable.Digests)
        {
            foreach (var zone in await ReaderZone.OfAsync(connection, cadence, found.site, cancellation))
            {
                if (await timetable.IsDueAsync(cadence, zone, last, cancellation))
                    found.times[(cadence, zone.Name)] = TimeZoneInfo.ConvertTime(now, zone.Zone);
            }
        }

        return found;
    }

    /// <param name="chosen">The zone that a reader chose, as it is kept.</param>
    /// <returns>By the clock of that zone; null for never.</returns>
    public DateTimeOffset? Of(Cadence cadence, string? chosen)
    {
        var zone = cadence == Cadence.Instant ? null : ReaderZone.NameOf(chosen, site);
        if (times.TryGetValue((cadence, zone), out var known))
            return known;
        var clock = Zones.Of(zone, site);
        return times[(cadence, zone)] = next(cadence, clock, now) is { } at ? TimeZoneInfo.ConvertTime(at, clock) : null;
    }
}
