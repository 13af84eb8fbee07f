using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Publisher.Storage;

/// <summary>Connections to one SQLite file: write-ahead log, foreign keys, and every commit flushed, so that a power cut loses nothing that was settled.</summary>
internal sealed class SqliteDataSource(string connectionString) : DbDataSource
{
    public override string ConnectionString { get; } = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 30 }.ConnectionString;

    public string File { get; } = new SqliteConnectionStringBuilder(connectionString).DataSource;

    protected override DbConnection CreateDbConnection()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == System.Data.ConnectionState.Open)
                Prepare(connection);
        };
        return connection;
    }

    protected override void Dispose(bool disposing)
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
        base.Dispose(disposing);
    }

    private static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = full;";
        command.ExecuteNonQuery();
    }
}
