using System.CommandLine;
using System.Globalization;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary><c>subscribers rotate-keys</c>.</summary>
internal static class SubscribersRotateKeys
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var atOnce = new Option<bool>("--at-once") { Description = "Older links stop working now, as after a theft of the database; those to unsubscribe go on" };
        var command = new Command("rotate-keys", "Makes a new key for the links in mails; older links work for 30 days more, and those to unsubscribe for ever\n\nExamples:\n  publisher subscribers rotate-keys\n  publisher subscribers rotate-keys --at-once") { atOnce };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var desk = await ReaderDesk.OpenAsync(shared.Read(parsed).Settings.Storage, time, cancellation);
            // A database that never served has no key yet, and needs none before its first.
            await SigningKey.LoadAsync(desk.Database, time, cancellation);
            var (now, grace) = (time.GetUtcNow(), parsed.GetValue(atOnce) ? TimeSpan.Zero : KeyRing.Grace);
            var key = await KeyRing.RotateAsync(desk.Database, now, grace, cancellation);
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(new KeyRotation(key, now + grace)) : Sentence(key, now + grace));
            return CommandLine.Good;
        });
        return command;
    }

    private static string Sentence(int key, DateTimeOffset until) => string.Create(
        CultureInfo.InvariantCulture,
        $"Links are signed with key {key} from now on, by a running service within a minute; those of older keys work until {until:yyyy-MM-dd HH:mm} UTC, and those to unsubscribe for ever");
}

/// <summary>What <c>subscribers rotate-keys --json</c> prints.</summary>
internal sealed record KeyRotation(int Key, DateTimeOffset OlderLinksUntil);
