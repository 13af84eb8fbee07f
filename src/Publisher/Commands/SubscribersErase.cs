using System.CommandLine;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary><c>subscribers erase</c>.</summary>
internal static class SubscribersErase
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var address = SubscribersCommand.Address();
        var yes = new Option<bool>("--yes") { Description = "Does it: it cannot be undone" };
        var command = new Command("erase", "Deletes all that is known of a reader, and keeps no more than a hash that holds imports off\n\nExamples:\n  publisher subscribers export --of jane@example.com\n  publisher subscribers erase jane@example.com --yes") { address, yes };
        command.SetAction((parsed, cancellation) =>
        {
            var email = SubscribersCommand.Email(parsed.GetRequiredValue(address));
            if (!parsed.GetValue(yes))
                throw new CommandException($"This deletes all that is known of {email.Address} and cannot be undone; if you mean it, repeat the command with --yes");
            return ReaderAct.RunAsync(shared, parsed, time, email, desk => desk.Book.EraseAsync(email, cancellation), outcome => Sentence(email.Address, outcome), cancellation);
        });
        return command;
    }

    private static string Sentence(string address, ReaderOutcome outcome) => outcome switch
    {
        ReaderOutcome.Done => $"All that was known of {address} is deleted; only a hash stays, so that no import brings them back",
        ReaderOutcome.Already => $"{address} was erased before",
        _ => $"{address} is not known here; look at `publisher subscribers list`",
    };
}
