using System.CommandLine;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary><c>subscribers confirm</c>.</summary>
internal static class SubscribersConfirm
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var address = SubscribersCommand.Address();
        var lift = new Option<bool>("--lift") { Description = "They asked anew after they had left or were suppressed" };
        var command = new Command("confirm", "Confirms a reader in their place: they agreed, and you can prove it\n\nExamples:\n  publisher subscribers confirm jane@example.com") { address, lift };
        command.SetAction((parsed, cancellation) =>
        {
            var email = SubscribersCommand.Email(parsed.GetRequiredValue(address));
            return ReaderAct.RunAsync(
                shared,
                parsed,
                time,
                email,
                desk => desk.Book.ConfirmAsync(email, parsed.GetValue(lift), cancellation),
                outcome => Sentence(email.Address, outcome),
                cancellation);
        });
        return command;
    }

    private static string Sentence(string address, ReaderOutcome outcome) => outcome switch
    {
        ReaderOutcome.Done => $"{address} is a confirmed reader now, and gets what is published from here on",
        ReaderOutcome.Already => $"{address} is a confirmed reader",
        ReaderOutcome.HasLeft => $"{address} has unsubscribed. If they asked you to come back, repeat the command with --lift",
        _ => $"{address} is not known here; `publisher subscribers add {address}` takes them in",
    };
}
