using System.Data.Common;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>The time of a cadence's schedule that is next to an instant, by the clock of a zone: the latest up to it, or the first after it.</summary>
internal delegate DateTimeOffset? ScheduleTime(Cadence cadence, TimeZoneInfo zone, DateTimeOffset at);

/// <summary>Which digest is due: the schedule's last time against the last one that was kept, which the database remembers for each zone that readers are in.</summary>
internal sealed partial class Timetable(Database database, NewsletterOptions options, Site site, TimeProvider time, ILogger<Timetable> log)
{
    public static readonly IReadOnlyList<Cadence> Digests = [Cadence.Daily, Cadence.Weekly, Cadence.Monthly];

    private const string Turn = "turned";

    private DateTimeOffset? notedAt;

    /// <summary>Readers who chose no zone.</summary>
    public ReaderZone SiteZone { get; } = new(null, site.TimeZone, [null]);

    /// <summary>Every digest that has a time of its own. A zone that its last reader left begins anew when one comes.</summary>
    public async Task<IReadOnlyList<(Cadence Cadence, ReaderZone Zone)>> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var all = new List<(Cadence Cadence, ReaderZone Zone)>();
        foreach (var cadence in Digests)
            all.AddRange((await ReaderZone.OfAsync(connection, cadence, site.TimeZone, cancellation)).Select(zone => (cadence, zone)));
        var marks = await connection.QueryAsync("select name from marks where name >= 'composed-' and name < 'composed.'", row => row.GetString(0), cancellation);
        if (marks.Where(mark => mark.Contains('@', StringComparison.Ordinal)).Except(all.Select(one => Mark(one.Cadence, one.Zone))).ToList() is { Count: > 0 } left)
            await ForgetAsync(left, cancellation);
        return all;
    }

    /// <returns>The time that is to be kept; null where there is none.</returns>
    public async Task<DateTimeOffset?> DueAsync(Cadence cadence, ReaderZone zone, ScheduleTime last, CancellationToken cancellation)
    {
        var (turn, kept) = await TurnAsync(cadence, zone, last, cancellation);
        if (turn.Done != kept.Done || kept.Schedule != Schedule(cadence, zone))
            await database.WriteAsync(transaction => KeepAsync(transaction, cadence, zone, turn.Done, cancellation), cancellation);
        if (turn.IsLate)
            LogLate(cadence, turn.Done, options.LateAfter);
        return turn.Due;
    }

    /// <summary>Whether a time was missed that is still to be kept. Writes nothing.</summary>
    public async Task<bool> IsDueAsync(Cadence cadence, ReaderZone zone, ScheduleTime last, CancellationToken cancellation) =>
        (await TurnAsync(cadence, zone, last, cancellation)).Turn.Due is not null;

    /// <summary>Notes that a time was kept.</summary>
    public Task KeepAsync(Cadence cadence, ReaderZone zone, DateTimeOffset due, CancellationToken cancellation) =>
        database.WriteAsync(transaction => KeepAsync(transaction, cadence, zone, due, cancellation), cancellation);

    /// <summary>Notes, once a minute at most, that a turn began: whoever watches from elsewhere sees that the schedule is kept.</summary>
    public async Task NoteTurnAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (notedAt is { } at && now - at < TimeSpan.FromMinutes(1) && now >= at)
            return;
        await database.WriteAsync(transaction => transaction.SetMarkAsync(Turn, now, cancellation), cancellation);
        notedAt = now;
    }

    /// <summary>When a turn was noted last, by any program on the database.</summary>
    public async Task<DateTimeOffset?> TurnedAtAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var marks = await connection.QueryAsync("select at from marks where name = @name", row => row.Instant(0), cancellation, ("name", Turn));
        return marks.Count == 0 ? null : marks[0];
    }

    /// <param name="done">The time that was kept last; null where none ever was.</param>
    /// <param name="known">The schedule that it was kept by; null where that was not noted.</param>
    /// <param name="last">The latest time of the schedule.</param>
    /// <returns>What is due, and what counts as kept from now on.</returns>
    public static (DateTimeOffset? Due, DateTimeOffset Done, bool IsLate) Decide(DateTimeOffset? done, string? known, string schedule, DateTimeOffset? last, DateTimeOffset now, TimeSpan lateAfter)
    {
        // Times past are nobody's where the schedule was never kept, or was another; and a mark that lies ahead was set by a clock that was wrong. Posts wait for the next time; what was mailed is not mailed again, whenever that is.
        var begins = done is null || done > now || (known is not null && known != schedule);
        var from = begins ? now : done!.Value;
        if (last is not { } due || due <= from)
            return (null, from, false);
        return now - due > lateAfter ? (null, due, true) : (due, from, false);
    }

    private async Task<((DateTimeOffset? Due, DateTimeOffset Done, bool IsLate) Turn, (DateTimeOffset? Done, string? Schedule) Kept)> TurnAsync(Cadence cadence, ReaderZone zone, ScheduleTime last, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var kept = await KeptAsync(cadence, zone, cancellation);
        return (Decide(kept.Done, kept.Schedule, Schedule(cadence, zone), last(cadence, zone.Zone, now), now, options.LateAfter), kept);
    }

    private async Task<(DateTimeOffset? Done, string? Schedule)> KeptAsync(Cadence cadence, ReaderZone zone, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var marks = await connection.QueryAsync("select at from marks where name = @name", row => row.Instant(0), cancellation, ("name", Mark(cadence, zone)));
        var schedules = await connection.QueryAsync("select value from kept_values where name = @name", row => row.GetString(0), cancellation, ("name", ScheduleName(Mark(cadence, zone))));
        return (marks.Count == 0 ? null : marks[0], schedules.SingleOrDefault());
    }

    private async Task KeepAsync(DbTransaction transaction, Cadence cadence, ReaderZone zone, DateTimeOffset done, CancellationToken cancellation)
    {
        await transaction.SetMarkAsync(Mark(cadence, zone), done, cancellation);
        await transaction.ReplaceAsync(ScheduleName(Mark(cadence, zone)), Schedule(cadence, zone), cancellation);
    }

    private Task ForgetAsync(IReadOnlyList<string> marks, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            foreach (var mark in marks)
            {
                await transaction.ExecuteAsync("delete from marks where name = @name", cancellation, ("name", mark));
                await transaction.ExecuteAsync("delete from kept_values where name = @name", cancellation, ("name", ScheduleName(mark)));
            }
        },
        cancellation);

    private static string Mark(Cadence cadence, ReaderZone zone) => $"composed-{SubscriberRows.Word(cadence)}{(zone.Name is { } name ? $"@{name}" : "")}";

    private static string ScheduleName(string mark) => $"schedule-{mark["composed-".Length..]}";

    private string Schedule(Cadence cadence, ReaderZone zone)
    {
        var cron = cadence switch
        {
            Cadence.Daily => options.Schedules.Daily,
            Cadence.Weekly => options.Schedules.Weekly,
            Cadence.Monthly => options.Schedules.Monthly,
            _ => options.Schedules.Instant,
        };
        return $"{cron} {zone.Zone.Id}";
    }

    [LoggerMessage(332, LogLevel.Warning, "The {Cadence} digest of {Due:yyyy-MM-dd HH:mm} UTC is left out: it would be later than newsletter.lateAfter ({LateAfter}). Its posts are in the next one")]
    private partial void LogLate(Cadence cadence, DateTimeOffset due, TimeSpan lateAfter);
}
