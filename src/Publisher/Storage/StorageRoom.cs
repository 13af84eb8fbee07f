namespace Publisher.Storage;

internal static class StorageRoom
{
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options) =>
        services.AddSingleton(_ => Open(options)).AddSingleton<Migrator>();

    /// <summary>The database; of SQLite the folder is made if it is not there.</summary>
    /// <exception cref="StorageException">The folder cannot be made, or the connection string is none.</exception>
    public static Database Open(StorageOptions options) =>
        new(options.Provider == StorageProvider.Postgres ? PostgresEngine.Open(options.ConnectionString) : OpenFile(options.ConnectionString));

    /// <summary>How others than us are to connect to a database that is shared.</summary>
    public static string ConnectionOf(StorageOptions options) => PostgresEngine.Bounded(options.ConnectionString);

    /// <summary>The file that SQLite keeps the database in; null where it is in no file of ours.</summary>
    /// <exception cref="StorageException">The connection string is none.</exception>
    public static string? FileOf(StorageOptions options) => options.Provider == StorageProvider.Postgres ? null : SourceOf(options.ConnectionString).File;

    /// <summary>Whether there is a database to be read: a command that only looks makes none.</summary>
    public static bool IsThere(StorageOptions options) => FileOf(options) is not { } file || File.Exists(file);

    private static SqliteDataSource SourceOf(string connectionString)
    {
        try
        {
            if (new SqliteDataSource(connectionString) is { File.Length: > 0 } source)
                return source;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or OverflowException)
        {
            // Said below, in our own words: the library's may repeat a password.
        }

        throw new StorageException("storage.connectionString is no connection string of SQLite; write it as Data Source=data/publisher.db, or Data Source=data/publisher.db;Default Timeout=30");
    }

    private static SqliteEngine OpenFile(string connectionString)
    {
        var source = SourceOf(connectionString);
        var folder = Path.GetDirectoryName(Path.GetFullPath(source.File))!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The folder of the database, {folder}, cannot be made: {fault.Message} Name another in storage.connectionString", fault);
        }

        return new SqliteEngine(source, source.File);
    }
}
