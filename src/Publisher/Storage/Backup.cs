using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Publisher.Storage;

/// <summary>What a backup holds, counted in the copy itself.</summary>
/// <param name="Version">The last migration that it went through.</param>
/// <param name="Wrong">Issues whose account is not right in it, as it was not in the database.</param>
internal sealed record BackupContent(long Bytes, long Version, long Posts, long Subscribers, long Issues, long Deliveries, long Wrong);

/// <summary>Copies a database that may be in use: the copy is of one moment, is looked through before it gets its name, and mails nobody before it is adopted.</summary>
internal static class Backup
{
    // From these on there are kept values, and the accounts of issues.
    private const int KeepsValues = 2;
    private const int KeepsAccounts = 6;

    /// <param name="file">Must not be there yet.</param>
    /// <exception cref="StorageException">There is nothing to copy, or the copy would be no good.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async Task<BackupContent> WriteAsync(StorageOptions options, string file, CancellationToken cancellation)
    {
        if (StorageRoom.FileOf(options) is not { } source)
            throw new StorageException("The database is in PostgreSQL, which has its own way: pg_dump --format=custom --file=publisher.dump and the name of the database");
        if (!File.Exists(source))
            throw new StorageException($"There is no database {source} to copy. Name it in storage.connectionString");
        if (File.Exists(file))
            throw new StorageException($"{file} is there already, and may be the only good copy. Name another file, or remove it first");
        var part = file + ".part";
        Create(part);
        try
        {
            await CopyAsync(options, part, cancellation);
            var content = await LookThroughAsync(part, cancellation);
            Flush(part);
            File.Move(part, file);
            return content;
        }
        finally
        {
            File.Delete(part);
        }
    }

    // It holds addresses and keys: nobody else may read it, whatever the folder allows.
    private static void Create(string part)
    {
        var mode = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(part, mode);
    }

    // Reads one moment of the log while others go on writing.
    private static async Task CopyAsync(StorageOptions options, string part, CancellationToken cancellation)
    {
        await using var database = StorageRoom.Open(options);
        await using var connection = await database.OpenAsync(cancellation);
        await connection.QueryAsync("vacuum into @file", _ => 0, cancellation, ("file", Path.GetFullPath(part)));
    }

    private static async Task<BackupContent> LookThroughAsync(string part, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = part, Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        if (await connection.QueryAsync("pragma integrity_check", row => row.GetString(0), cancellation) is not ["ok"] and var faults)
            throw new StorageException($"The copy is damaged ({faults[0]}), and so may be the database: look at it with sqlite3, and keep the backups that you have");
        var version = await NumberAsync(connection, "select max(number) from migrations", cancellation);
        if (version >= KeepsValues)
            await connection.QueryAsync($"update kept_values set value = '0' where name = '{Fence.Epoch}'", _ => 0, cancellation);
        return new(
            new FileInfo(part).Length,
            version,
            await NumberAsync(connection, "select count(*) from posts", cancellation),
            await NumberAsync(connection, "select count(*) from subscribers", cancellation),
            await NumberAsync(connection, "select count(*) from issues", cancellation),
            await NumberAsync(connection, "select count(*) from deliveries", cancellation),
            version < KeepsAccounts ? 0 : await NumberAsync(connection, "select count(*) from issues where planned <> (select count(*) from deliveries where issue_id = issues.id)", cancellation));
    }

    private static async Task<long> NumberAsync(DbConnection connection, string sql, CancellationToken cancellation) =>
        (await connection.QueryAsync(sql, row => row.GetInt64(0), cancellation))[0];

    private static void Flush(string part)
    {
        using var file = new FileStream(part, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
