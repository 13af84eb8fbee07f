using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Scheduling;
using Publisher.Settings;
using Publisher.Storage;
using Publisher.Subscribers;
using Spectre.Console;

namespace Publisher.Commands;

/// <summary><c>plan</c>: what would be mailed next, when, to how many, and who is left out.</summary>
internal static class PlanCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var command = new Command("plan", "Shows what would be mailed next, when, to how many, who is left out and why; writes nothing\n\nExamples:\n  publisher plan\n  publisher plan --json");
        command.SetAction(async (parsed, cancellation) =>
        {
            var plan = await PlanAsync(shared.Read(parsed), time, cancellation);
            if (shared.WantsJson(parsed))
                await Console.Out.WriteLineAsync(Json.Of(plan));
            else
                Show(plan, time.GetUtcNow());
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task<Plan> PlanAsync(LoadedSettings loaded, TimeProvider time, CancellationToken cancellation)
    {
        await using var desk = await Desk.OpenAsync(loaded, time, cancellation);
        if (desk.Database is null)
            return new([], []);
        var newsletter = loaded.Settings.Newsletter;
        var releases = new Releases(desk.Database, newsletter, time, NullLogger<Releases>.Instance);
        var next = await NextAsync(newsletter, desk.Database, desk.World.Site, time, cancellation);
        var plan = await new Planner(desk.Database, releases, await desk.SuppressionsAsync(cancellation)).PlanAsync(desk.Catalogue, next.Of, time.GetUtcNow(), cancellation);
        return plan with { Stopped = newsletter.Enabled ? await FenceAsync(desk.Database, loaded, cancellation) : "the newsletter is switched off (newsletter.enabled)" };
    }

    /// <summary>When mail would be composed, of every cadence and in every zone.</summary>
    public static Task<NextTimes> NextAsync(NewsletterOptions newsletter, Database database, Site site, TimeProvider time, CancellationToken cancellation)
    {
        var schedules = new Schedules(newsletter.Schedules, site);
        var timetable = new Timetable(database, newsletter, site, time, NullLogger<Timetable>.Instance);
        return NextTimes.ReadAsync(database, timetable, schedules.Last, schedules.Next, time.GetUtcNow(), cancellation);
    }

    private static async Task<string?> FenceAsync(Database database, LoadedSettings loaded, CancellationToken cancellation)
    {
        using var fence = Fence.Of(database, loaded.Settings.Storage);
        return await fence.LookAsync(cancellation) is { } objection ? $"nothing is mailed from this database: {objection}. If it is the one to go on with, run `publisher database adopt`" : null;
    }

    private static void Show(Plan plan, DateTimeOffset now)
    {
        if (plan.Stopped is { } stopped)
            Console.WriteLine($"Stopped: {stopped}.");
        var table = new Table().Border(TableBorder.Rounded).AddColumns("When", "For", "Subject", "Recipients");
        foreach (var issue in plan.Issues)
        {
            table.AddRow(
                new Text(When(issue, now)),
                new Text(SubscriberRows.Word(issue.Cadence)),
                new Text(issue.Subject),
                new Text(issue.Recipients.ToString(CultureInfo.InvariantCulture)));
        }

        if (plan.Issues.Count > 0)
            Terminal.Write(table);
        else
            Console.WriteLine("Nothing waits to be mailed.");
        foreach (var reason in plan.LeftOut)
            Console.WriteLine($"Left out: {reason.Count} ({reason.Reason})");
    }

    private static string When(PlannedIssue issue, DateTimeOffset now) => issue switch
    {
        { Cadence: Cadence.Instant } => "at once",
        { At: null } => "never",
        { At: { } at } when at <= now => "now",
        _ => issue.At.Value.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture),
    };
}
