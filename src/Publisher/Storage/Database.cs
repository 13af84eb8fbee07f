using System.Data.Common;

namespace Publisher.Storage;

/// <summary>The database: connections, and transactions that happen whole or not at all.</summary>
internal sealed class Database(DbDataSource source) : IAsyncDisposable
{
    // SQLite has one writer at a time, and its driver polls for its turn every 150 ms: within a process writers stand in line instead.
    private readonly SemaphoreSlim? line = source is SqliteDataSource ? new(1) : null;

    public async Task<DbConnection> OpenAsync(CancellationToken cancellation) => await source.OpenConnectionAsync(cancellation);

    /// <summary>Runs the work in a transaction that holds the right to write from its beginning.</summary>
    public Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation) => InTurnAsync(work, isKept: true, cancellation);

    /// <summary>Does the same work, and undoes it at the end.</summary>
    public Task<T> RehearseAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation) => InTurnAsync(work, isKept: false, cancellation);

    public Task WriteAsync(Func<DbTransaction, Task> work, CancellationToken cancellation) => WriteAsync(
        async transaction =>
        {
            await work(transaction);
            return true;
        },
        cancellation);

    public ValueTask DisposeAsync()
    {
        line?.Dispose();
        return source.DisposeAsync();
    }

    private async Task<T> InTurnAsync<T>(Func<DbTransaction, Task<T>> work, bool isKept, CancellationToken cancellation)
    {
        await (line?.WaitAsync(cancellation) ?? Task.CompletedTask);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var result = await work(transaction);
            await (isKept ? transaction.CommitAsync(cancellation) : transaction.RollbackAsync(cancellation));
            return result;
        }
        finally
        {
            line?.Release();
        }
    }
}
