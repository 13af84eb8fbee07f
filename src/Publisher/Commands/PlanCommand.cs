using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Publisher.Newsletter;
using Publisher.Scheduling;
using Publisher.Settings;
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
                Show(plan);
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
        var schedules = new Schedules(newsletter.Schedules, desk.World.Site);
        return await new Planner(desk.Database, releases, await desk.SuppressionsAsync(cancellation)).PlanAsync(desk.Catalogue, cadence => schedules.Next(cadence, time.GetUtcNow()), cancellation);
    }

    private static void Show(Plan plan)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("When", "For", "Subject", "Recipients");
        foreach (var issue in plan.Issues)
        {
            table.AddRow(
                new Text(issue.Cadence == Cadence.Instant ? "at once" : issue.At?.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture) ?? "never"),
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
}
