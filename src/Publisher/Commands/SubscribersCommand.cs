using System.CommandLine;
using Publisher.Mail;

namespace Publisher.Commands;

/// <summary><c>subscribers</c>: the readers, a file a subcommand.</summary>
internal static class SubscribersCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time) => new("subscribers", "Lists readers, takes them in, lets them go, brings them from another newsletter\n\nExamples:\n  publisher subscribers list\n  publisher subscribers import members.csv --dry-run")
    {
        SubscribersList.Create(shared, time),
        SubscribersAdd.Create(shared, time),
        SubscribersConfirm.Create(shared, time),
        SubscribersRemove.Create(shared, time),
        SubscribersErase.Create(shared, time),
        SubscribersImport.Create(shared, time),
        SubscribersExport.Create(shared, time),
        SubscribersRotateKeys.Create(shared, time),
    };

    public static Argument<string> Address() => new("ADDRESS") { Description = "The reader's address" };

    /// <exception cref="CommandException">It is none.</exception>
    public static EmailAddress Email(string text) => EmailAddress.TryParse(text, out var email)
        ? email
        : throw new CommandException($"{text} is no address that mail can be sent to; write it as name@example.com");
}
