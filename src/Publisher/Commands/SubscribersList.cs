using System.CommandLine;
using System.Globalization;
using Publisher.Subscribers;
using Spectre.Console;

namespace Publisher.Commands;

/// <summary><c>subscribers list</c>.</summary>
internal static class SubscribersList
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var status = new Option<SubscriberStatus?>("--status") { Description = "Only those who are unconfirmed, confirmed or unsubscribed", HelpName = "unconfirmed|confirmed|unsubscribed" };
        var command = new Command("list", "Lists the readers\n\nExamples:\n  publisher subscribers list\n  publisher subscribers list --status confirmed\n  publisher subscribers list --json") { status };
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            var entries = await ReadAsync(loaded, time, parsed.GetValue(status), cancellation);
            if (!shared.WantsJson(parsed))
                Show(entries);
            foreach (var entry in shared.WantsJson(parsed) ? entries : [])
                await Console.Out.WriteLineAsync(Json.Of(SubscriberLine.Of(entry)));
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task<IReadOnlyList<SubscriberEntry>> ReadAsync(Settings.LoadedSettings loaded, TimeProvider time, SubscriberStatus? status, CancellationToken cancellation)
    {
        if (!ReaderDesk.IsThere(loaded))
            return [];
        await using var desk = await ReaderDesk.OpenAsync(loaded.Settings.Storage, time, cancellation);
        return await SubscriberBook.ListAsync(desk.Database, status, cancellation);
    }

    private static void Show(IReadOnlyList<SubscriberEntry> entries)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Address", "Status", "Mail", "Topics", "Language", "Confirmed");
        foreach (var entry in entries)
        {
            table.AddRow(
                new Text(entry.Reader.Email),
                new Text(Status(entry), new Style(Colour(entry))),
                new Text(SubscriberRows.Word(entry.Reader.Cadence)),
                new Text(entry.Reader.Topics.Count == 0 ? "all" : string.Join(", ", entry.Reader.Topics)),
                new Text(entry.Reader.Language),
                new Text(entry.ConfirmedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""));
        }

        if (entries.Count > 0)
            Terminal.Write(table);
        Console.WriteLine($"{entries.Count} reader{(entries.Count == 1 ? "" : "s")}");
    }

    private static string Status(SubscriberEntry entry) =>
        SubscriberRows.Word(entry.Reader.Status) + (entry.Suppression is { } suppression ? $", suppressed ({SubscriberRows.Word(suppression.Reason)})" : "");

    private static Color Colour(SubscriberEntry entry) =>
        entry.Suppression is not null ? Color.Red : entry.Reader.Status == SubscriberStatus.Confirmed ? Color.Green : Color.Grey;
}
