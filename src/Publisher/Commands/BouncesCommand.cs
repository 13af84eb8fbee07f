using System.CommandLine;
using Publisher.Bounces;
using Publisher.Mail;
using Publisher.Mail.Mailboxes;
using Publisher.Mail.Reports;
using Publisher.Newsletter;
using Publisher.Settings;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary><c>bounces</c>: reports that came elsewhere, as files, taken as if they had come to the mailbox.</summary>
internal static class BouncesCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var files = new Argument<string[]>("FILE") { Description = "Mails, as .eml files", Arity = ArgumentArity.OneOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what each mail would do, and does nothing" };
        var command = new Command("bounces", "Takes reports about mail from files: bounces, complaints, mails to unsubscribe\n\nExamples:\n  publisher bounces returned.eml --dry-run\n  publisher bounces reports/*.eml") { files, dryRun };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var services = await OpenAsync(shared.Read(parsed), time, cancellation);
            var code = CommandLine.Good;
            foreach (var file in parsed.GetRequiredValue(files))
            {
                var line = await TakeAsync(services, file, parsed.GetValue(dryRun), cancellation);
                if (line.Kind is null)
                    code = CommandLine.Problems;
                await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(line) : $"{line.File}: {line.Result}");
            }

            return code;
        });
        return command;
    }

    private static async Task<BounceLine> TakeAsync(ServiceProvider services, string file, bool dryRun, CancellationToken cancellation)
    {
        if (!File.Exists(file))
            return new(file, null, false, "there is no such file");
        try
        {
            await using var stream = File.OpenRead(file);
            var bytes = await Beginning.ReadAsync(stream, cancellation);
            var report = ReportReader.Read(bytes);
            var (database, desk) = (services.GetRequiredService<Database>(), services.GetRequiredService<ReportDesk>());
            Task<Effect> Take(System.Data.Common.DbTransaction transaction) => desk.TakeOnceAsync(transaction, report, ReportDesk.HashOf(bytes.Span), cancellation);
            var effect = dryRun ? await database.RehearseAsync(Take, cancellation) : await database.WriteAsync(Take, cancellation);
            return new(file, report.Kind, effect.IsEffective, effect.Alarm is null ? effect.Sentence : $"{effect.Sentence}. {effect.Alarm}");
        }
        catch (FormatException)
        {
            return new(file, null, false, "this is no mail");
        }
    }

    private static async Task<ServiceProvider> OpenAsync(LoadedSettings loaded, TimeProvider time, CancellationToken cancellation)
    {
        var (settings, world) = (loaded.Settings, World.Read(loaded.Settings));
        var database = StorageRoom.Open(settings.Storage);
        await new Migrator(database, time).MigrateAsync(cancellation);
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(world.Site)
            .AddSingleton(_ => database)
            .AddMail(settings.Mail, world.Site.Title, world.Site.Url.Host)
            .AddSubscribers(settings.Subscribers, await SigningKey.LoadAsync(database, time, cancellation), await AddressHash.LoadAsync(database, cancellation))
            .AddNewsletter(settings.Newsletter)
            .AddBounces()
            .BuildServiceProvider();
    }
}
