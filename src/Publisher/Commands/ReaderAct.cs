using System.CommandLine;
using Publisher.Mail;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary>Runs a command about one reader and says in one sentence what came of it.</summary>
internal static class ReaderAct
{
    public static async Task<int> RunAsync(
        SharedOptions shared,
        ParseResult parsed,
        TimeProvider time,
        EmailAddress email,
        Func<ReaderDesk, Task<ReaderOutcome>> act,
        Func<ReaderOutcome, string> sentence,
        CancellationToken cancellation)
    {
        await using var desk = await ReaderDesk.OpenAsync(shared.Read(parsed).Settings.Storage, time, cancellation);
        var outcome = await act(desk);
        var suppression = outcome == ReaderOutcome.Suppressed ? await desk.Book.SuppressionAsync(email, cancellation) : null;
        await TellAsync(shared.WantsJson(parsed), email, outcome, suppression is null ? sentence(outcome) : Said(email, suppression));
        return IsGood(outcome) ? CommandLine.Good : CommandLine.Problems;
    }

    private static bool IsGood(ReaderOutcome outcome) => outcome is ReaderOutcome.Done or ReaderOutcome.Already or ReaderOutcome.MailQueued;

    private static async Task TellAsync(bool asJson, EmailAddress email, ReaderOutcome outcome, string message)
    {
        if (asJson)
            await Console.Out.WriteLineAsync(Json.Of(new ReaderActLine(email.Address, SubscriberRows.Word(outcome), message)));
        else
            await (IsGood(outcome) ? Console.Out : Console.Error).WriteLineAsync(message);
    }

    private static string Said(EmailAddress email, Suppression suppression)
    {
        var why = suppression.Reason switch
        {
            SuppressionReason.HardBounce => "its mail server said that there is no such mailbox",
            SuppressionReason.Complaint => "its owner reported mail as spam",
            SuppressionReason.Erased => "its owner wished to be forgotten",
            _ => "it was removed here",
        };
        return FormattableString.Invariant($"{email.Address} is suppressed since {suppression.At:yyyy-MM-dd}, because {why}, and gets no mail. If they asked you for it since, repeat the command with --lift");
    }
}
