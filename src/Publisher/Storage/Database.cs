using System.Data.Common;

namespace Publisher.Storage;

/// <summary>The database: connections, and transactions that happen whole or not at all.</summary>
internal sealed class Database(DbDataSource source) : IAsyncDisposable
{
    // SQLite lets one write at a time, and whoever finds it busy asks again and again. Within the process writers queue up instead: a round of many short transactions keeps nobody out.
    private readonly SemaphoreSlim writing = new(1);

    public async Task<DbConnection> OpenAsync(CancellationToken cancellation) => await source.OpenConnectionAsync(cancellation);

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
        await source.DisposeAsync();
        writing.Dispose();
    }

    private async Task<T> AloneAsync<T>(Func<DbTransaction, Task<T>> work, Func<DbTransaction, CancellationToken, Task> end, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
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
