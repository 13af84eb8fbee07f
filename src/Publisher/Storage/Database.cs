using System.Data.Common;

namespace Publisher.Storage;

/// <summary>The database: connections, and transactions that happen whole or not at all.</summary>
internal sealed class Database(DbDataSource source) : IAsyncDisposable
{
    public async Task<DbConnection> OpenAsync(CancellationToken cancellation) => await source.OpenConnectionAsync(cancellation);

    /// <summary>Runs the work in a transaction that holds the right to write from its beginning.</summary>
    public async Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var result = await work(transaction);
        await transaction.CommitAsync(cancellation);
        return result;
    }

    /// <summary>Does the same work, and undoes it at the end.</summary>
    public async Task<T> RehearseAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var result = await work(transaction);
        await transaction.RollbackAsync(cancellation);
        return result;
    }

    public Task WriteAsync(Func<DbTransaction, Task> work, CancellationToken cancellation) => WriteAsync(
        async transaction =>
        {
            await work(transaction);
            return true;
        },
        cancellation);

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
