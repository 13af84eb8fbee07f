using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Publisher.Storage;

/// <summary>Connections to one SQLite file: write-ahead log, foreign keys, and every commit flushed, so that a power cut loses nothing that was settled. Where another program writes, it waits for half a minute, or as <c>Default Timeout</c> says.</summary>
internal sealed class SqliteDataSource(string connectionString) : DbDataSource
{
    // By the handles of the pool: what was set for one stays, and each transaction takes one anew.
    private readonly ConditionalWeakTable<object, object> prepared = [];

    public override string ConnectionString { get; } = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true }.ConnectionString;

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

    private void Prepare(SqliteConnection connection)
    {
        if (prepared.TryGetValue(connection.Handle!, out _))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = full;";
        command.ExecuteNonQuery();
        prepared.AddOrUpdate(connection.Handle!, connection.Handle!);
    }
}
