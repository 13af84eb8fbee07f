using System.Data.Common;

namespace Publisher.Storage;

/// <summary>The database: connections, and transactions that happen whole or not at all.</summary>
internal sealed class Database(Engine engine) : IAsyncDisposable
{
    // SQLite lets one write at a time, and whoever finds it busy asks again and again. Within the process writers queue up instead: a round of many short transactions keeps nobody out.
    private readonly SemaphoreSlim writing = new(1);

    /// <inheritdoc cref="Engine.Schema"/>
    public string Schema(string script) => engine.Schema(script);

    /// <inheritdoc cref="Engine.Hold"/>
    public IDisposable Hold() => engine.Hold();

    /// <exception cref="StorageException">There is no connection to be had.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            return await engine.Source.OpenConnectionAsync(cancellation);
        }
        catch (DbException fault)
        {
            throw new StorageException(engine.Explain(fault), fault);
        }
    }

    /// <summary>Whether all the tables are there.</summary>
    public async Task<bool> HasAsync(CancellationToken cancellation, params string[] tables)
    {
        await using var connection = await OpenAsync(cancellation);
        return (await connection.QueryAsync(engine.CountTables, row => row.GetInt64(0), cancellation, ("names", $",{string.Join(',', tables)},")))[0] == tables.Length;
    }

    /// <summary>Runs the work in a transaction that holds the right to write from its beginning.</summary>
    public Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation) =>
        AloneAsync(work, (transaction, token) => transaction.CommitAsync(token), cancellation);

    /// <summary>Does the same work, and undoes it at the end.</summary>
    public Task<T> RehearseAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation) =>
        AloneAsync(work, (transaction, token) => transaction.RollbackAsync(token), cancellation);

    public Task WriteAsync(Func<DbTransaction, Task> work, CancellationToken cancellation) => WriteAsync(
        async transaction =>
        {
            await work(transaction);
            return true;
        },
        cancellation);

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        writing.Dispose();
    }

    private async Task<T> AloneAsync<T>(Func<DbTransaction, Task<T>> work, Func<DbTransaction, CancellationToken, Task> end, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            await using var connection = await OpenAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            if (engine.Exclusive is { } exclusive)
                await transaction.ExecuteAsync(exclusive, cancellation);
            var result = await work(transaction);
            await end(transaction, cancellation);
            return result;
        }
        finally
        {
            writing.Release();
        }
    }
}
