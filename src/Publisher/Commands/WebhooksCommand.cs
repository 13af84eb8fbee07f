using System.CommandLine;
using System.Globalization;
using Publisher.Webhooks;
using Spectre.Console;

namespace Publisher.Commands;

/// <summary><c>webhooks</c>: what other programs are still to be told, and what was given up.</summary>
internal static class WebhooksCommand
{
    private const int Most = 1000;

    public static Command Create(SharedOptions shared, TimeProvider time) => new("webhooks", "Lists events that wait to be told to other programs or were given up; tries them again, drops them, makes a secret\n\nExamples:\n  publisher webhooks list\n  publisher webhooks retry")
    {
        List(shared, time),
        Act(shared, time, new("retry", "Tells again what was given up\n\nExamples:\n  publisher webhooks retry"), (queue, cancellation) => queue.RetryAsync(time.GetUtcNow(), cancellation), "will be told again"),
        Act(shared, time, new("drop", "Forgets what was given up\n\nExamples:\n  publisher webhooks drop"), (queue, cancellation) => queue.DropAsync(cancellation), "dropped"),
        NewSecret(shared),
    };

    private static Command List(SharedOptions shared, TimeProvider time)
    {
        var command = new Command("list", "Lists what waits and what was given up\n\nExamples:\n  publisher webhooks list\n  publisher webhooks list --json");
        command.SetAction(async (parsed, cancellation) =>
        {
            var lines = await OnQueueAsync(shared, parsed, time, async queue => (await queue.ListAsync(Most, cancellation)).Select(Line).ToList(), cancellation);
            if (!shared.WantsJson(parsed))
                Show(lines);
            foreach (var line in shared.WantsJson(parsed) ? lines : [])
                await Console.Out.WriteLineAsync(Json.Of(line));
            return CommandLine.Good;
        });
        return command;
    }

    private static Command Act(SharedOptions shared, TimeProvider time, Command command, Func<WebhookQueue, CancellationToken, Task<int>> act, string done)
    {
        command.SetAction(async (parsed, cancellation) =>
        {
            var count = await OnQueueAsync(shared, parsed, time, queue => act(queue, cancellation), cancellation);
            var said = string.Create(CultureInfo.InvariantCulture, $"{count} event{(count == 1 ? "" : "s")} {done}");
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(new WebhookActLine(count, said)) : said);
            return CommandLine.Good;
        });
        return command;
    }

    private static Command NewSecret(SharedOptions shared)
    {
        var command = new Command("new-secret", "Makes a secret for webhooks.secret\n\nExamples:\n  publisher webhooks new-secret");
        command.SetAction(async (parsed, _) =>
        {
            var secret = WebhookSecret.New();
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(new WebhookSecretLine(secret)) : secret);
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task<T> OnQueueAsync<T>(SharedOptions shared, ParseResult parsed, TimeProvider time, Func<WebhookQueue, Task<T>> work, CancellationToken cancellation)
    {
        await using var desk = await ReaderDesk.OpenAsync(shared.Read(parsed).Settings.Storage, time, cancellation);
        return await work(new(desk.Database));
    }

    // The host alone: the rest of the address may be a secret.
    private static WebhookLine Line(WebhookMessage message) => new(
        message.MessageId,
        message.Type,
        new Uri(message.Url).IdnHost,
        message.DueAt is null ? "dead" : message.Attempts == 0 ? "waiting" : "deferred",
        message.CreatedAt,
        message.DueAt,
        message.Attempts,
        message.Reply);

    private static void Show(List<WebhookLine> lines)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Event", "To", "Status", "Happened", "Next", "Attempts", "Answer");
        foreach (var line in lines)
        {
            table.AddRow(
                new Text(line.Type),
                new Text(line.Host),
                new Text(line.Status, new Style(line.Status == "dead" ? Color.Red : Color.Default)),
                new Text(line.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
                new Text(line.Next?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? ""),
                new Text(line.Attempts.ToString(CultureInfo.InvariantCulture)),
                new Text(line.Reply ?? ""));
        }

        if (lines.Count > 0)
            Terminal.Write(table);
        Console.WriteLine($"{lines.Count} event{(lines.Count == 1 ? "" : "s")}");
    }
}
