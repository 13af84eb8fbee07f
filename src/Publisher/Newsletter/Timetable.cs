using System.Data.Common;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>Which digest is due: the schedule's last time against the last one that was kept, which the database remembers.</summary>
internal sealed partial class Timetable(Database database, NewsletterOptions options, Site site, TimeProvider time, ILogger<Timetable> log)
{
    /// <param name="lastTime">The latest time of a cadence's schedule up to an instant.</param>
    /// <returns>The time that is to be kept; null where there is none.</returns>
    public async Task<DateTimeOffset?> DueAsync(Cadence cadence, Func<Cadence, DateTimeOffset, DateTimeOffset?> lastTime, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var kept = await KeptAsync(cadence, cancellation);
        var turn = Decide(kept.Done, kept.Schedule, Schedule(cadence), lastTime(cadence, now), now, options.LateAfter);
        if (turn.Done != kept.Done || kept.Schedule != Schedule(cadence))
            await database.WriteAsync(transaction => KeepAsync(transaction, cadence, turn.Done, cancellation), cancellation);
        if (turn.IsLate)
            LogLate(cadence, lastTime(cadence, now)!.Value, options.LateAfter);
        return turn.Due;
    }

    /// <summary>Notes that a time was kept.</summary>
    public Task KeepAsync(Cadence cadence, DateTimeOffset due, CancellationToken cancellation) =>
        database.WriteAsync(transaction => KeepAsync(transaction, cadence, due, cancellation), cancellation);

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

    private async Task<(DateTimeOffset? Done, string? Schedule)> KeptAsync(Cadence cadence, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var marks = await connection.QueryAsync("select at from marks where name = @name", row => row.Instant(0), cancellation, ("name", $"composed-{SubscriberRows.Word(cadence)}"));
        var schedules = await connection.QueryAsync("select value from kept_values where name = @name", row => row.GetString(0), cancellation, ("name", $"schedule-{SubscriberRows.Word(cadence)}"));
        return (marks.Count == 0 ? null : marks[0], schedules.SingleOrDefault());
    }

    private async Task KeepAsync(DbTransaction transaction, Cadence cadence, DateTimeOffset done, CancellationToken cancellation)
    {
        await transaction.SetMarkAsync($"composed-{SubscriberRows.Word(cadence)}", done, cancellation);
        await transaction.ReplaceAsync($"schedule-{SubscriberRows.Word(cadence)}", Schedule(cadence), cancellation);
    }

    private string Schedule(Cadence cadence)
    {
        var cron = cadence switch
        {
            Cadence.Daily => options.Schedules.Daily,
            Cadence.Weekly => options.Schedules.Weekly,
            Cadence.Monthly => options.Schedules.Monthly,
            _ => options.Schedules.Instant,
        };
        return $"{cron} {site.TimeZone.Id}";
    }

    [LoggerMessage(332, LogLevel.Warning, "The {Cadence} digest of {Due:yyyy-MM-dd HH:mm} UTC is left out: it would be later than newsletter.lateAfter ({LateAfter}). Its posts are in the next one")]
    private partial void LogLate(Cadence cadence, DateTimeOffset due, TimeSpan lateAfter);
}
