using Microsoft.Data.Sqlite;

namespace Publisher.Storage;

internal static class StorageRoom
{
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options) =>
        services.AddSingleton(_ => Open(options)).AddSingleton<Migrator>();

    /// <summary>The database, whose folder is made if it is not there.</summary>
    public static Database Open(StorageOptions options)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(FileOf(options)))!);
        return new(new SqliteDataSource(options.ConnectionString));
    }

    /// <summary>The file that SQLite keeps the database in.</summary>
    public static string FileOf(StorageOptions options) => new SqliteConnectionStringBuilder(options.ConnectionString).DataSource;
}
