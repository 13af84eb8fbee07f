using System.Collections.Concurrent;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Subscribers;
using Quartz;

namespace Publisher.Scheduling;

/// <param name="Next">Null for never.</param>
internal sealed record ScheduleStatus(Cadence Cadence, DateTimeOffset? Next);

/// <summary>When mail of a cadence is composed: Quartz cron expressions in the site's time zone, or in a reader's.</summary>
internal sealed class Schedules(SchedulesOptions options, Site site)
{
    private readonly IReadOnlyDictionary<Cadence, string> crons = All(options).ToDictionary(schedule => schedule.Cadence, schedule => schedule.Cron);
    private readonly ConcurrentDictionary<(Cadence, string), CronExpression> expressions = [];

    public static IEnumerable<(Cadence Cadence, string Cron)> All(SchedulesOptions options) =>
    [
        (Cadence.Instant, options.Instant),
        (Cadence.Daily, options.Daily),
        (Cadence.Weekly, options.Weekly),
        (Cadence.Monthly, options.Monthly),
    ];

    /// <summary>What is wrong with an expression; null where nothing is.</summary>
    public static string? Fault(string cron)
    {
        try
        {
            CronExpression.Parse(cron);
            return null;
        }
        catch (FormatException fault)
        {
            return $"'{cron}' is no schedule: {fault.Message.TrimEnd('.')}. Write a Quartz cron expression of six fields, such as 0 0 8 ? * MON";
        }
    }

    /// <summary>The first time after an instant, in the site's zone.</summary>
    public DateTimeOffset? Next(Cadence cadence, DateTimeOffset after) => Next(cadence, site.TimeZone, after);

    // Quartz reckons right only from instants in UTC.
    public DateTimeOffset? Next(Cadence cadence, TimeZoneInfo zone, DateTimeOffset after) => In(cadence, zone).GetNextValidTimeAfter(after.ToUniversalTime());

    public IReadOnlyList<ScheduleStatus> Status(DateTimeOffset now) => [.. Enum.GetValues<Cadence>().Select(cadence => new ScheduleStatus(cadence, Next(cadence, now)))];

    /// <summary>The latest time up to an instant, that instant included.</summary>
    public DateTimeOffset? Last(Cadence cadence, TimeZoneInfo zone, DateTimeOffset upTo) => In(cadence, zone).GetPreviousValidTimeBefore(upTo.ToUniversalTime().AddMilliseconds(1));

    private CronExpression In(Cadence cadence, TimeZoneInfo zone) => expressions.GetOrAdd((cadence, zone.Id), _ => new(crons[cadence], zone));
}
