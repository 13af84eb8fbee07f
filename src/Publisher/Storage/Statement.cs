using System.Data.Common;

namespace Publisher.Storage;

/// <summary>A statement that is prepared once and run for many rows of one transaction.</summary>
internal sealed class Statement : IAsyncDisposable
{
    private readonly DbCommand command;

    /// <param name="names">The parameters, in the order in which their values are given.</param>
    public Statement(DbTransaction transaction, string sql, params string[] names)
    {
        command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = DBNull.Value;
            command.Parameters.Add(parameter);
        }
    }

    public Task<int> ExecuteAsync(params object?[] values)
    {
        Set(values);
        return command.ExecuteNonQueryAsync();
    }

    /// <summary>The first row, or nothing.</summary>
    public async Task<T?> FirstAsync<T>(Func<DbDataReader, T> read, params object?[] values)
        where T : class
    {
        Set(values);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? read(reader) : null;
    }

    public ValueTask DisposeAsync() => command.DisposeAsync();

    private void Set(object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
