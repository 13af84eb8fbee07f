using System.CommandLine;
using System.Globalization;
using Publisher.Newsletter;
using Publisher.Storage;

namespace Publisher.Commands;

/// <summary><c>database</c>: copies it, brings it up to this program, and takes one that was put back or copied for the one to go on with.</summary>
internal static class DatabaseCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time) => new("database", "Copies the database, brings it up to this program, or adopts one that was put back or copied\n\nExamples:\n  publisher database backup backup.db\n  publisher database adopt")
    {
        BackUp(shared),
        Migrate(shared, time),
        Adopt(shared, time),
        DatabaseCopyCommand.Create(shared, time),
    };

    private static Command BackUp(SharedOptions shared)
    {
        var file = new Argument<string>("FILE") { Description = "Where the copy goes; it must not be there yet" };
        var command = new Command("backup", "Copies the database while the service runs, and looks the copy through. Put back, it mails nobody before `publisher database adopt`\n\nExamples:\n  publisher database backup backup.db\n  publisher database backup /var/backups/publisher-$(date +%F).db") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = parsed.GetValue(file)!;
            var content = await Backup.WriteAsync(shared.Read(parsed).Settings.Storage, name, cancellation);
            var line = new BackupLine(name, content.Bytes, content.Version, content.Posts, content.Subscribers, content.Issues, content.Deliveries, content.Wrong);
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(line) : Sentence(line));
            return CommandLine.Good;
        });
        return command;
    }

    private static string Sentence(BackupLine line) => string.Create(
        CultureInfo.InvariantCulture,
        $"{line.File}: whole, {line.Bytes:N0} bytes, {line.Posts:N0} posts, {line.Subscribers:N0} subscribers, {line.Issues:N0} issues with {line.Deliveries:N0} deliveries{(line.Wrong == 0 ? "" : $"; the accounts of {line.Wrong} issues are not right, `publisher issues list` shows them")}");

    private static Command Migrate(SharedOptions shared, TimeProvider time)
    {
        var command = new Command("migrate", "Brings the database up to this program; the service does it by itself when it starts\n\nExamples:\n  publisher database migrate");
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = StorageRoom.Open(shared.Read(parsed).Settings.Storage);
            var version = await new Migrator(database, time).MigrateAsync(cancellation);
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(new MigrateLine(version)) : string.Create(CultureInfo.InvariantCulture, $"The database is of version {version}, which is this program's"));
            return CommandLine.Good;
        });
        return command;
    }

    private static Command Adopt(SharedOptions shared, TimeProvider time)
    {
        var resend = new Option<bool>("--resend") { Description = "No mail went out since the copy was made: everything goes on from where it stands" };
        var command = new Command(
            "adopt",
            "Takes a database that was put back from a backup, or copied, for the one to mail from\n\nWithout --resend, mail may have gone out since the copy was made: the posts that are there count as mailed, and deliveries that waited are unknown until you retry them.\n\nExamples:\n  publisher database adopt\n  publisher database adopt --resend") { resend };
        command.SetAction(async (parsed, cancellation) =>
        {
            var line = await AdoptAsync(shared.Read(parsed).Settings.Storage, time, parsed.GetValue(resend), cancellation);
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(line) : line.Message);
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task<AdoptLine> AdoptAsync(StorageOptions storage, TimeProvider time, bool resend, CancellationToken cancellation)
    {
        if (!StorageRoom.IsThere(storage))
            throw new CommandException($"There is no database {StorageRoom.FileOf(storage)} to adopt. Put it there, or name it in storage.connectionString");
        await using var desk = await ReaderDesk.OpenAsync(storage, time, cancellation);
        using var fence = Fence.Of(desk.Database, storage);
        if (await fence.LookAsync(cancellation) is null)
            return new("already", 0, "This is the database that was in use here: there is nothing to adopt");
        var adopted = await new Adoption(fence).AdoptAsync(mailed: !resend, cancellation);
        return new("done", adopted.Held, resend ? "Adopted. Everything goes on from where the copy stands: what waited is mailed" : Sentence(adopted));
    }

    private static string Sentence(Adopted adopted) => string.Create(
        CultureInfo.InvariantCulture,
        $"Adopted. The posts that are there now count as mailed; what is new from here on goes out. {adopted.Held} deliveries that waited in the copy are unknown, since they may have been sent: `publisher issues list` shows them, `publisher issues retry ISSUE --unknown` sends those of an issue. Who unsubscribed since the copy was made is a reader again: remove them by `publisher subscribers remove`");
}
