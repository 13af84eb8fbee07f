using System.Data.Common;

namespace Publisher.Storage;

/// <summary>A statement that is prepared once and run for many rows of one transaction.</summary>
internal sealed class Statement : IAsyncDisposable
{
    private const int MostInBatch = 500;

    private readonly DbCommand command;
    private readonly List<int> changed = [];
    private DbBatch? batch;

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

    /// <summary>Runs it later, with others in one round trip, where the engine can; else now.</summary>
    public async Task AddAsync(params object?[] values)
    {
        if (!command.Connection!.CanCreateBatch)
        {
            changed.Add(await ExecuteAsync(values));
            return;
        }

        batch ??= NewBatch();
        batch.BatchCommands.Add(InBatch(batch, values));
        if (batch.BatchCommands.Count >= MostInBatch)
            await SendAsync();
    }

    /// <summary>Ends what was added.</summary>
    /// <returns>How many rows each changed, in the order of adding.</returns>
    public async Task<IReadOnlyList<int>> EndAsync()
    {
        if (batch is not null)
            await SendAsync();
        return changed;
    }

    public async ValueTask DisposeAsync()
    {
        if (batch is not null)
            await batch.DisposeAsync();
        await command.DisposeAsync();
    }

    private DbBatch NewBatch()
    {
        var made = command.Connection!.CreateBatch();
        made.Transaction = command.Transaction;
        return made;
    }

    private DbBatchCommand InBatch(DbBatch made, object?[] values)
    {
        var one = made.CreateBatchCommand();
        one.CommandText = command.CommandText;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (command.Parameters[i].ParameterName, values[i] ?? DBNull.Value);
            one.Parameters.Add(parameter);
        }

        return one;
    }

    private async Task SendAsync()
    {
        await using var sent = batch!;
        batch = null;
        await sent.ExecuteNonQueryAsync();
        changed.AddRange(sent.BatchCommands.Select(one => one.RecordsAffected));
    }

    private void Set(object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
