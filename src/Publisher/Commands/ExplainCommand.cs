using System.CommandLine;
using System.Globalization;
using Publisher.Mail;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary><c>explain</c>: why this reader got it, will get it, or will not.</summary>
internal static class ExplainCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var address = SubscribersCommand.Address();
        var post = new Argument<string?>("POST") { Description = $"{NamedPost.Description}; none explains all that was decided", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("explain", "Says why a reader got a post, will get it, or will not\n\nExamples:\n  publisher explain jane@example.com\n  publisher explain jane@example.com 2026-02-12-new.md --json") { address, post };
        command.SetAction(async (parsed, cancellation) =>
        {
            var email = SubscribersCommand.Email(parsed.GetRequiredValue(address));
            var explanations = await ExplainAsync(shared.Read(parsed), time, email, parsed.GetValue(post), cancellation);
            if (shared.WantsJson(parsed))
                await Console.Out.WriteLineAsync(Json.Of(explanations));
            else
                Write(email, explanations);
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task<IReadOnlyList<Explanation>> ExplainAsync(Settings.LoadedSettings loaded, TimeProvider time, EmailAddress email, string? name, CancellationToken cancellation)
    {
        await using var desk = await Desk.OpenAsync(loaded, time, cancellation);
        var post = name is null ? null : NamedPost.Named(name, desk, loaded.Settings.Posts.Folder) ?? throw NamedPost.None(name, desk);
        if (!ReaderDesk.IsThere(loaded))
            return [new(post?.Path ?? "", null, ExplainedOutcome.None, "nobody has subscribed yet", null)];
        await using var readers = await ReaderDesk.OpenAsync(loaded.Settings.Storage, time, cancellation);
        var suppressions = await SuppressionList.ReadAsync(readers.Database, cancellation);
        var explainer = new Explainer(readers.Database, await AroundAsync(desk, readers.Database, loaded, time, cancellation));
        return await explainer.ReaderAsync(email, suppressions, cancellation) is { } entry
            ? await explainer.ExplainAsync(entry, post, cancellation)
            : [new(post?.Path ?? "", null, ExplainedOutcome.None, Unknown(suppressions, email), null)];
    }

    private static async Task<Surroundings> AroundAsync(Desk desk, Database database, Settings.LoadedSettings loaded, TimeProvider time, CancellationToken cancellation)
    {
        var next = await PlanCommand.NextAsync(loaded.Settings.Newsletter, database, desk.World.Site, time, cancellation);
        using var fence = Fence.Of(database, loaded.Settings.Storage);
        string Say(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, desk.World.Site.TimeZone).ToString("dddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new(desk.Catalogue, loaded.Settings.Newsletter, next.Of, Say, await fence.LookAsync(cancellation), time.GetUtcNow());
    }

    private static string Unknown(SuppressionList suppressions, EmailAddress email) => suppressions.Of(email.Key) is { } suppression
        ? FormattableString.Invariant($"nothing is kept of the reader, and the address is suppressed since {suppression.At:yyyy-MM-dd}: {suppression.Why}")
        : "the address is not known here: nobody subscribed it";

    private static void Write(EmailAddress email, IReadOnlyList<Explanation> explanations)
    {
        foreach (var line in explanations)
            Console.WriteLine(line.Post.Length == 0 ? line.Reason : $"{line.Post}: {line.Reason}");
        if (explanations.Count == 0)
            Console.WriteLine($"Nothing was decided for {email.Address} yet, and no new post waits.");
    }
}
