using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Publisher.Storage;

namespace Publisher.Tests.Support;

/// <summary>Databases of tests: files of SQLite, or, where <c>POSTGRES_UNDER_TEST</c> holds a connection string, schemas of PostgreSQL.</summary>
internal static class TestStorage
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("POSTGRES_UNDER_TEST");
    private static readonly ConcurrentDictionary<string, string> Schemas = new();

    public static bool IsPostgres => Server is not null;

    /// <param name="path">Of the file; the same path is the same database.</param>
    public static StorageOptions At(string path) => Server is null
        ? new() { ConnectionString = $"Data Source={path}" }
        : new() { Provider = StorageProvider.Postgres, ConnectionString = Schemas.GetOrAdd(Path.GetFullPath(path), Create), InstanceFile = path + ".instance" };

    /// <summary>As settings of the program.</summary>
    public static string[] Settings(string path) => At(path) is var options && options.Provider == StorageProvider.Postgres
        ? ["storage.provider=postgres", $"storage.connectionString={options.ConnectionString}", $"storage.instanceFile={options.InstanceFile}", "node.cluster=false"]
        : [$"storage.connectionString={options.ConnectionString}"];

    private static string Create(string path)
    {
        var schema = "t_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 12));
        using var source = NpgsqlDataSource.Create(Server!);
        using var command = source.CreateCommand($"create schema if not exists {schema}");
        command.ExecuteNonQuery();
        return $"{Server};Search Path={schema};Maximum Pool Size=20";
    }
}
