using System.CommandLine;
using Publisher.Posts.Reading;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary><c>subscribers add</c>.</summary>
internal static class SubscribersAdd
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var address = SubscribersCommand.Address();
        var confirmed = new Option<bool>("--confirmed") { Description = "They agreed, and you can prove it: no mail asks them" };
        var cadence = new Option<Cadence>("--cadence") { Description = "How often they want mail (default: instant)", HelpName = "instant|daily|weekly|monthly" };
        var topic = new Option<string[]>("--topic") { Description = "A category or tag they want; repeatable, none means all", HelpName = "TOPIC", DefaultValueFactory = _ => [] };
        var language = new Option<string?>("--language") { Description = "The language of their mails (default: the site's)", HelpName = "CODE" };
        var lift = new Option<bool>("--lift") { Description = "They asked anew after they had left or were suppressed" };
        var command = new Command("add", "Takes a reader in: a mail asks them to confirm\n\nExamples:\n  publisher subscribers add jane@example.com\n  publisher subscribers add jane@example.com --confirmed --cadence weekly --topic News --topic Mail") { address, confirmed, cadence, topic, language, lift };
        command.SetAction((parsed, cancellation) =>
        {
            var email = SubscribersCommand.Email(parsed.GetRequiredValue(address));
            var wish = new Wish(parsed.GetValue(cadence), Topics(parsed.GetValue(topic) ?? []), Language(parsed.GetValue(language)) ?? World.Read(shared.Read(parsed).Settings).Site.Language);
            return ReaderAct.RunAsync(
                shared,
                parsed,
                time,
                email,
                desk => desk.Book.AddAsync(email, wish, parsed.GetValue(confirmed), parsed.GetValue(lift), cancellation),
                outcome => Sentence(email.Address, outcome),
                cancellation);
        });
        return command;
    }

    private static string Sentence(string address, ReaderOutcome outcome) => outcome switch
    {
        ReaderOutcome.Done => $"{address} is a confirmed reader now, and gets what is published from here on",
        ReaderOutcome.Already => $"{address} is a confirmed reader already, and keeps what they chose",
        ReaderOutcome.MailQueued => $"A mail that asks {address} to confirm is queued; the service sends it",
        ReaderOutcome.MailedLately => $"{address} was asked to confirm today, or three times this month, and is not asked again; if they agreed, say so with --confirmed",
        _ => $"{address} has unsubscribed. If they asked you to come back, repeat the command with --lift",
    };

    private static IReadOnlyList<string> Topics(string[] names) => Array.Find(names, name => !TopicNames.IsName(name.Trim())) is { } bad
        ? throw new CommandException($"--topic {bad} is no topic; give 1 to {TopicNames.Longest} characters")
        : TopicNames.Clean(names);

    private static string? Language(string? text) =>
        text is null ? null : Languages.Tag(text) ?? throw new CommandException($"--language {text} is no language; give a code such as en or pt-BR");
}
