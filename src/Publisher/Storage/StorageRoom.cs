using Microsoft.Data.Sqlite;

namespace Publisher.Storage;

internal static class StorageRoom
{
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options) =>
        services.AddSingleton(_ => Open(options)).AddSingleton<Migrator>();

    /// <summary>The database, whose folder is made if it is not there.</summary>
    /// <exception cref="StorageException">The folder cannot be made.</exception>
    public static Database Open(StorageOptions options)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(FileOf(options)))!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The folder of the database, {folder}, cannot be made: {fault.Message} Name another in storage.connectionString", fault);
        }

        return new(new SqliteDataSource(options.ConnectionString));
    }

    /// <summary>The file that SQLite keeps the database in.</summary>
    public static string FileOf(StorageOptions options) => new SqliteConnectionStringBuilder(options.ConnectionString).DataSource;
}
