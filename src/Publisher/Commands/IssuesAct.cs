using System.CommandLine;
using System.Globalization;
using Publisher.Newsletter;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary>What the operator does to one issue: <c>pause</c>, <c>resume</c>, <c>cancel</c>, <c>retry</c>.</summary>
internal static class IssuesAct
{
    public static Command Pause(SharedOptions shared, TimeProvider time) => Create(
        shared,
        time,
        new("pause", "Sends no more of an issue until it is resumed\n\nExamples:\n  publisher issues pause 3"),
        async (_, book, id, cancellation) => (await book.PauseAsync(id, cancellation), 0),
        (id, outcome, _) => outcome == IssueOutcome.Done ? $"Issue {id} is paused; a mail that is under way is finished" : $"Issue {id} was paused already");

    public static Command Resume(SharedOptions shared, TimeProvider time) => Create(
        shared,
        time,
        new("resume", "Goes on with an issue that was paused\n\nExamples:\n  publisher issues resume 3"),
        async (_, book, id, cancellation) => (await book.ResumeAsync(id, cancellation), 0),
        (id, outcome, _) => outcome == IssueOutcome.Done ? $"Issue {id} goes on" : $"Issue {id} is not paused");

    public static Command Cancel(SharedOptions shared, TimeProvider time) => Create(
        shared,
        time,
        new("cancel", "Sends no more of an issue, ever; what was sent stays sent\n\nExamples:\n  publisher issues cancel 3"),
        (_, book, id, cancellation) => book.CancelAsync(id, cancellation),
        (id, outcome, count) => outcome == IssueOutcome.Done ? $"Issue {id} is cancelled: {count} {(count == 1 ? "delivery is" : "deliveries are")} withheld" : $"Issue {id} was cancelled already");

    public static Command Retry(SharedOptions shared, TimeProvider time)
    {
        var unknown = new Option<bool>("--unknown") { Description = "Those too of whom nobody knows whether they got it: some may get it twice" };
        var command = new Command("retry", "Sends an issue again to those whose delivery failed, and to nobody who got it\n\nExamples:\n  publisher issues retry 3\n  publisher issues retry 3 --unknown") { unknown };
        return Create(
            shared,
            time,
            command,
            (parsed, book, id, cancellation) => book.RetryAsync(id, parsed.GetValue(unknown), cancellation),
            (id, outcome, count) => outcome == IssueOutcome.Done ? $"{count} {(count == 1 ? "delivery" : "deliveries")} of issue {id} {(count == 1 ? "is" : "are")} sent again" : $"Nothing of issue {id} has failed");
    }

    public static CommandException None(long id) => new(string.Create(CultureInfo.InvariantCulture, $"There is no issue {id}; `publisher issues list` lists them all."));

    private static Command Create(
        SharedOptions shared,
        TimeProvider time,
        Command command,
        Func<ParseResult, IssueBook, long, CancellationToken, Task<(IssueOutcome Outcome, int Count)>> act,
        Func<long, IssueOutcome, int, string> sentence)
    {
        var issue = IssuesCommand.Issue();
        command.Arguments.Add(issue);
        command.SetAction(async (parsed, cancellation) =>
        {
            var id = parsed.GetRequiredValue(issue);
            var (outcome, count) = await IssuesCommand.OnBookAsync(shared.Read(parsed), time, book => act(parsed, book, id, cancellation), cancellation);
            if (outcome == IssueOutcome.Unknown)
                throw None(id);
            if (outcome == IssueOutcome.Cancelled)
                throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"Issue {id} was cancelled, and that is for ever; its posts can be sent to one address by `publisher send-test`"));
            var said = sentence(id, outcome, count);
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(new IssueActLine(id, SubscriberRows.Word(outcome), count, said)) : said);
            return CommandLine.Good;
        });
        return command;
    }
}
