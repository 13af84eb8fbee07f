using System.CommandLine;
using System.Globalization;
using Publisher.Bounces;
using Publisher.Feeds;
using Publisher.Feeds.Readers;
using Publisher.Newsletter;
using Publisher.Nodes;
using Publisher.Scheduling;
using Publisher.Settings;
using Publisher.Storage;
using Publisher.Subscribers;
using Spectre.Console;

namespace Publisher.Commands;

/// <summary><c>status</c>: one screen of what is there, what comes and what went wrong.</summary>
internal static class StatusCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var command = new Command("status", "Shows posts, feeds, subscribers, the queue, the schedules and the last errors\n\nExamples:\n  publisher status\n  publisher status --json");
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            var status = await ReadAsync(loaded, time, cancellation);
            if (shared.WantsJson(parsed))
                await Console.Out.WriteLineAsync(Json.Of(status));
            else
                Show(status);
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task<Status> ReadAsync(LoadedSettings loaded, TimeProvider time, CancellationToken cancellation)
    {
        await using var desk = await Desk.OpenAsync(loaded, time, cancellation);
        var schedules = new Schedules(loaded.Settings.Newsletter.Schedules, desk.World.Site);
        return new(
            desk.Catalogue.Posts.CountBy(post => post.Status).ToDictionary(),
            FeedStatus.All(loaded.Settings.Feeds.Folder),
            desk.FeedDatabase is { } readers ? await new ReaderCounts(readers, time).AllAsync(cancellation) : [],
            desk.Database is { } database ? await SubscriberBook.CountAsync(database, cancellation) : new Dictionary<SubscriberStatus, long>(),
            desk.Database is { } ledger ? await DeliveryCounts.AllAsync(ledger, cancellation) : new Dictionary<DeliveryStatus, long>(),
            desk.Database is { } reports ? await BounceStatus.ReadAsync(reports, time.GetUtcNow(), cancellation) : BounceStatus.None,
            schedules.Status(time.GetUtcNow()),
            desk.Database is { } faults ? await ErrorStatus.ReadAsync(faults, cancellation) : [],
            desk.Database is { IsShared: true } shared ? await NodeStatus.ReadAsync(shared, time.GetUtcNow(), cancellation) : [],
            desk.FeedDatabase is { } fenced ? await Fence.Of(fenced, loaded.Settings.Storage).LookAsync(cancellation) : null);
    }

    private static void Show(Status status)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        if (status.Stopped is { } objection)
            Row(table, "Stopped", $"Nothing is mailed from this database: {objection}. If it is the one to go on with, run `publisher database adopt`");
        Row(table, "Posts", Counts(status.Posts));
        foreach (var feed in status.Feeds)
            Row(table, feed.Name, string.Create(CultureInfo.InvariantCulture, $"{feed.Bytes:N0} bytes, changed {feed.Changed:yyyy-MM-dd HH:mm:ss}"));
        Row(table, "Read by", Readers(status.Readers));
        Row(table, "Subscribers", Counts(status.Subscribers));
        Row(table, "Deliveries", Counts(status.Deliveries));
        Row(table, "Bounces", Bounces(status.Bounces));
        foreach (var node in status.Nodes)
            Row(table, $"Node {node.Name}", string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", node.Roles)}; seen {node.SeenAt:yyyy-MM-dd HH:mm:ss}"));
        foreach (var schedule in status.Schedules)
            Row(table, $"Next {SubscriberRows.Word(schedule.Cadence)}", schedule.Next?.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) ?? "never");
        foreach (var error in status.Errors)
            Row(table, "Error", string.Create(CultureInfo.InvariantCulture, $"{error.At:yyyy-MM-dd HH:mm}: {error.Reply} ({error.Count})"));
        Terminal.Write(table);
    }

    // As services report it; programs of single readers say nothing.
    private static string Readers(IReadOnlyList<ReaderCount> counts)
    {
        var services = counts.GroupBy(count => count.Service).Select(service => (Name: service.Key, Readers: service.Sum(count => count.Readers))).OrderByDescending(service => service.Readers).ToList();
        return services.Count == 0 ? "no service has said yet" : string.Create(CultureInfo.InvariantCulture, $"{services.Sum(service => service.Readers):N0} through {string.Join(", ", services.Take(5).Select(service => string.Create(CultureInfo.InvariantCulture, $"{service.Name} {service.Readers:N0}")))}");
    }

    private static string Bounces(BounceStatus bounces)
    {
        var counts = $"{Counts(bounces.Counts)} in 30 days";
        var read = bounces.ReadAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"; mailbox read {at:yyyy-MM-dd HH:mm:ss}") : "";
        return counts + read + (bounces.Fault is { } fault ? $"; {fault}" : "");
    }

    private static void Row(Table table, string name, string text) => table.AddRow(new Text(name), new Text(text));

    private static string Counts<TKey, TCount>(IReadOnlyDictionary<TKey, TCount> counts)
        where TKey : struct, Enum => counts.Count == 0 ? "none" : string.Join(", ", counts.OrderBy(count => count.Key).Select(count => $"{count.Value} {count.Key.ToString().ToLowerInvariant()}"));
}
