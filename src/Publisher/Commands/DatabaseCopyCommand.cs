using System.CommandLine;
using System.Globalization;
using Publisher.Storage;

namespace Publisher.Commands;

/// <summary><c>database copy</c>: from SQLite to PostgreSQL, or back, with everything.</summary>
internal static class DatabaseCopyCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var to = new Option<string>("--to") { Description = "The connection string of an empty database: Host=… for PostgreSQL, Data Source=… for SQLite", HelpName = "CONNECTION", Required = true };
        var command = new Command(
            "copy",
            "Copies everything to an empty database of the other kind, compares both, and hands over the right to mail\n\nStop the service first. Afterwards set storage.provider and storage.connectionString to the copy. A copy that is broken off leaves nothing behind: run it again.\n\nExamples:\n  publisher database copy --to \"Host=db.example.com;Database=publisher;Username=publisher\"\n  publisher database copy --set storage.provider=postgres --set storage.connectionString=\"Host=…\" --to \"Data Source=data/publisher.db\"") { to };
        command.SetAction(async (parsed, cancellation) =>
        {
            var storage = shared.Read(parsed).Settings.Storage;
            var json = shared.WantsJson(parsed);
            var tables = await CopyAsync(storage, Target(parsed.GetValue(to)!, storage), time, table => Tell(table, json), cancellation);
            await Console.Out.WriteLineAsync(json ? Json.Of(new CopyLine(tables.Count, tables.Sum(table => table.Rows))) : Sentence(tables));
            return CommandLine.Good;
        });
        return command;
    }

    /// <exception cref="StorageException">A service runs, or the copy is not the same.</exception>
    public static async Task<IReadOnlyList<CopiedTable>> CopyAsync(StorageOptions here, StorageOptions there, TimeProvider time, Action<CopiedTable> report, CancellationToken cancellation)
    {
        if (!StorageRoom.IsThere(here))
            throw new CommandException($"There is no database {StorageRoom.FileOf(here)} to copy. Name it in storage.connectionString");
        await using var from = StorageRoom.Open(here);
        await using var to = StorageRoom.Open(there);
        using var stopped = await from.CloseAsync(cancellation);
        using var empty = await to.CloseAsync(cancellation);
        await new Migrator(from, time).MigrateAsync(cancellation);
        await new Migrator(to, time).MigrateAsync(cancellation);
        using var old = Fence.Of(from, here);
        using var young = Fence.Of(to, there);
        if (await old.LookAsync(cancellation) is { } objection && !Fence.IsLeft(objection))
            throw new CommandException($"Nothing is mailed from this database: {objection}. If it is the one to go on with, run `publisher database adopt` first");
        return await new DatabaseCopy(from, to, copy => old.HandOverAsync(copy, young, Name(there), cancellation), report).CopyAsync(cancellation);
    }

    // What was typed is not repeated: it may hold a password.
    private static StorageOptions Target(string connection, StorageOptions here) => connection.Contains('=', StringComparison.Ordinal)
        ? here with
        {
            Provider = connection.Contains("Data Source=", StringComparison.OrdinalIgnoreCase) ? StorageProvider.Sqlite : StorageProvider.Postgres,
            ConnectionString = connection,
        }
        : throw new CommandException("--to is no connection string; write Host=localhost;Database=publisher;Username=publisher for PostgreSQL, Data Source=data/copy.db for SQLite");

    private static string Name(StorageOptions there) => StorageRoom.FileOf(there) is { } file ? Path.GetFullPath(file) : "a PostgreSQL";

    private static void Tell(CopiedTable table, bool json)
    {
        if (!json && table.Rows > 0)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {table.Rows:N0} rows"));
    }

    private static string Sentence(IReadOnlyList<CopiedTable> tables) => string.Create(
        CultureInfo.InvariantCulture,
        $"Copied {tables.Sum(table => table.Rows):N0} rows of {tables.Count} tables, and both are the same. This database mails no more: set storage.provider and storage.connectionString to the copy, and start the service");
}
