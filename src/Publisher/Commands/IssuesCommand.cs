using System.CommandLine;
using System.Globalization;
using Publisher.Newsletter;
using Publisher.Settings;
using Publisher.Subscribers;
using Spectre.Console;

namespace Publisher.Commands;

/// <summary><c>issues</c>: what was composed, what became of it, and the operator's say in it. The service may run beside it.</summary>
internal static class IssuesCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time) => new("issues", "Lists issues and what became of them; pauses, resumes, cancels, retries; releases posts that are held\n\nExamples:\n  publisher issues list\n  publisher issues show 3\n  publisher issues pause 3")
    {
        List(shared, time),
        Show(shared, time),
        IssuesAct.Pause(shared, time),
        IssuesAct.Resume(shared, time),
        IssuesAct.Cancel(shared, time),
        IssuesRelease.Create(shared, time),
        IssuesAct.Retry(shared, time),
    };

    public static Argument<long> Issue() => new("ISSUE") { Description = "The number of the issue, as `issues list` shows it" };

    /// <exception cref="CommandException">There is no database, so there are no issues.</exception>
    public static async Task<T> OnBookAsync<T>(LoadedSettings loaded, TimeProvider time, Func<IssueBook, Task<T>> work, CancellationToken cancellation)
    {
        if (!ReaderDesk.IsThere(loaded))
            throw new CommandException("There is no issue yet: the service, `publisher run`, composes them.");
        await using var desk = await ReaderDesk.OpenAsync(loaded.Settings.Storage, time, cancellation);
        return await work(new(desk.Database, time));
    }

    private static Command List(SharedOptions shared, TimeProvider time)
    {
        var command = new Command("list", "Lists the issues with their counts\n\nExamples:\n  publisher issues list\n  publisher issues list --json");
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            var issues = ReaderDesk.IsThere(loaded) ? await OnBookAsync(loaded, time, book => book.ListAsync(cancellation), cancellation) : [];
            if (!shared.WantsJson(parsed))
                Write(issues);
            foreach (var issue in shared.WantsJson(parsed) ? issues : [])
                await Console.Out.WriteLineAsync(Json.Of(IssueLine.Of(issue)));
            return CommandLine.Good;
        });
        return command;
    }

    private static Command Show(SharedOptions shared, TimeProvider time)
    {
        var issue = Issue();
        var command = new Command("show", "Shows one issue: its posts, its counts, and why what was not sent was not\n\nExamples:\n  publisher issues show 3\n  publisher issues show 3 --json") { issue };
        command.SetAction(async (parsed, cancellation) =>
        {
            var id = parsed.GetRequiredValue(issue);
            var (entry, reasons) = await OnBookAsync(shared.Read(parsed), time, async book => (await book.FindAsync(id, cancellation), await book.ReasonsAsync(id, cancellation)), cancellation);
            if (entry is null)
                throw IssuesAct.None(id);
            if (shared.WantsJson(parsed))
                await Console.Out.WriteLineAsync(Json.Of(IssueLine.Of(entry) with { Reasons = reasons }));
            else
                Write(entry, reasons);
            return CommandLine.Good;
        });
        return command;
    }

    private static void Write(IReadOnlyList<IssueEntry> issues)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Issue", "Composed", "For", "Subject", "Status", "Planned", "Sent", "Failed", "Withheld", "Unknown", "Waiting");
        foreach (var issue in issues)
        {
            table.AddRow(
                Cell(issue.Id),
                new Text(issue.CreatedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
                new Text($"{SubscriberRows.Word(issue.Cadence)}, {issue.Language}"),
                new Text(issue.Subject),
                new Text(issue.Status, new Style(issue.Status == "open" ? Color.Default : Color.Red)),
                Cell(issue.Account.Planned),
                Cell(issue.Count(DeliveryStatus.Sent)),
                Cell(issue.Count(DeliveryStatus.Failed)),
                Cell(issue.Count(DeliveryStatus.Withheld)),
                Cell(issue.Count(DeliveryStatus.Unknown)),
                Cell(issue.Count(DeliveryStatus.Pending) + issue.Count(DeliveryStatus.Deferred) + issue.Count(DeliveryStatus.Sending)));
        }

        if (issues.Count > 0)
            Terminal.Write(table);
        Console.WriteLine($"{issues.Count} issue{(issues.Count == 1 ? "" : "s")}");
    }

    private static void Write(IssueEntry issue, IReadOnlyList<IssueReason> reasons)
    {
        Console.WriteLine($"{issue.Subject} ({issue.Kind}, {SubscriberRows.Word(issue.Cadence)}, {issue.Language}), composed {issue.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC");
        Console.WriteLine($"Status: {issue.Status}{(issue.Reason is { } reason ? $", {reason}" : "")}");
        Console.WriteLine($"Posts: {string.Join(", ", issue.Posts)}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Planned: {issue.Account.Planned}{(issue.Account.IsRight ? "" : $", but {issue.Account.Found} are found")}"));
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Count", "Status", "Reason");
        foreach (var (status, count) in issue.Account.Counts.OrderBy(count => count.Key))
            table.AddRow(Cell(count), new Text(SubscriberRows.Word(status)), new Text(""));
        foreach (var line in reasons)
            table.AddRow(Cell(line.Count), new Text($"  {SubscriberRows.Word(line.Status)}"), new Text(line.Reason));
        Terminal.Write(table);
    }

    private static Text Cell(long count) => new(count.ToString("N0", CultureInfo.InvariantCulture));
}
