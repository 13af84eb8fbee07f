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
    public static string? FileOf(StorageOptions options) => options.Provider == StorageProvider.Postgres ? null : new SqliteDataSource(options.ConnectionString).File;

    /// <summary>Whether there is a database to be read: a command that only looks makes none.</summary>
    public static bool IsThere(StorageOptions options) => FileOf(options) is not { } file || File.Exists(file);

    private static SqliteEngine OpenFile(string connectionString)
    {
        var source = new SqliteDataSource(connectionString);
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
