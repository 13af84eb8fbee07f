using System.Data.Common;

namespace Publisher.Storage;

/// <summary>The few helpers that keep SQL in the method that runs it. Values go in as parameters, always.</summary>
internal static class Sql
{
    public static async Task<int> ExecuteAsync(this DbTransaction transaction, string sql, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var command = transaction.Connection!.Command(sql, values);
        command.Transaction = transaction;
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<List<T>> QueryAsync<T>(this DbTransaction transaction, string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var command = transaction.Connection!.Command(sql, values);
        command.Transaction = transaction;
        return await ReadAllAsync(command, read, cancellation);
    }

    public static async Task<List<T>> QueryAsync<T>(this DbConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var command = connection.Command(sql, values);
        return await ReadAllAsync(command, read, cancellation);
    }

    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A whole number of any width that the engine has.</summary>
    public static int Int(this DbDataReader row, int column) => checked((int)row.GetInt64(column));

    public static DateTimeOffset Instant(this DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static async Task<List<T>> ReadAllAsync<T>(DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(read(reader));
        return rows;
    }

    private static DbCommand Command(this DbConnection connection, string sql, (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
