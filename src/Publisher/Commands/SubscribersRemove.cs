using System.CommandLine;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary><c>subscribers remove</c>.</summary>
internal static class SubscribersRemove
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var address = SubscribersCommand.Address();
        var command = new Command("remove", "Ends a subscription and mails the address no more\n\nExamples:\n  publisher subscribers remove jane@example.com") { address };
        command.SetAction((parsed, cancellation) =>
        {
            var email = SubscribersCommand.Email(parsed.GetRequiredValue(address));
            return ReaderAct.RunAsync(shared, parsed, time, email, desk => desk.Book.RemoveAsync(email, cancellation), outcome => Sentence(email.Address, outcome), cancellation);
        });
        return command;
    }

    private static string Sentence(string address, ReaderOutcome outcome) => outcome switch
    {
        ReaderOutcome.Done => $"{address} is unsubscribed and gets no more mail, what is queued included",
        ReaderOutcome.Already => $"{address} was removed before",
        _ => $"{address} is not known here; look at `publisher subscribers list`",
    };
}
