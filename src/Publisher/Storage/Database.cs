using System.Data.Common;

namespace Publisher.Storage;

/// <summary>The database: connections, and transactions that happen whole or not at all.</summary>
internal sealed class Database(Engine engine) : IAsyncDisposable
{
    // What was cut or crossed is over in a moment; who waits longer than this is told.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400)];

    // SQLite lets one write at a time, and whoever finds it busy asks again and again. Within the process writers queue up instead: a round of many short transactions keeps nobody out.
    private readonly SemaphoreSlim writing = new(1);

    /// <summary>Counts over whole tables, for who looks at them again and again.</summary>
    public LargeCounts Counts { get; } = new();

    /// <inheritdoc cref="Engine.IsShared"/>
    public bool IsShared => engine.IsShared;

    /// <inheritdoc cref="Engine.AskPlace"/>
    public string? AskPlace => engine.AskPlace;

    /// <inheritdoc cref="Engine.Factory"/>
    public DbProviderFactory? Factory => engine.Factory;

    /// <inheritdoc cref="Engine.SkipLocked"/>
    public string SkipLocked => engine.SkipLocked;

    /// <inheritdoc cref="Engine.ForUpdate"/>
    public string ForUpdate => engine.ForUpdate;

    /// <inheritdoc cref="Engine.Patient"/>
    public string? Patient => engine.Patient;

    /// <inheritdoc cref="Engine.Schema"/>
    public string Schema(string script) => engine.Schema(script);

    /// <inheritdoc cref="Engine.HoldAsync"/>
    public Task<Seat> HoldAsync(string node, CancellationToken cancellation) => engine.HoldAsync(node, cancellation);

    /// <inheritdoc cref="Engine.CloseAsync"/>
    public Task<IDisposable> CloseAsync(CancellationToken cancellation) => engine.CloseAsync(cancellation);

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

    /// <summary>The names of all tables, in order.</summary>
    public async Task<IReadOnlyList<string>> TablesAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        return await connection.QueryAsync(engine.ListTables, row => row.GetString(0), cancellation);
    }

    /// <summary>Which table refers to which.</summary>
    public async Task<IReadOnlyList<(string Table, string Referred)>> ReferencesAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        return await connection.QueryAsync(engine.ListReferences, row => (row.GetString(0), row.GetString(1)), cancellation);
    }

    /// <summary>Numbers of a table that were written by hand are not given again.</summary>
    public async Task GoOnNumberingAsync(DbTransaction transaction, string table, CancellationToken cancellation)
    {
        if (engine.FindCounter is not { } find)
            return;
        foreach (var column in await transaction.QueryAsync(find, row => row.GetString(0), cancellation, ("table", table)))
            await transaction.QueryAsync(engine.PutCounter(table, column), row => row.GetInt64(0), cancellation);
    }

    /// <summary>Runs the work in a transaction that holds the right to write from its beginning. It may be run again, where the transaction came to nothing.</summary>
    public Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation) =>
        AloneAsync(work, (transaction, token) => transaction.CommitAsync(token), cancellation);

    /// <summary>Does the same work, and undoes it at the end.</summary>
    public Task<T> RehearseAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation) =>
        AloneAsync(work, (transaction, token) => transaction.RollbackAsync(token), cancellation);

    public Task WriteAsync(Func<DbTransaction, Task> work, CancellationToken cancellation) => WriteAsync(Whole(work), cancellation);

    /// <summary>Runs the work beside others that write, where the engine can: for who locks the rows that it changes, and reads nothing else that it relies on.</summary>
    public Task<T> WriteBesideAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation) => engine.IsShared
        ? AgainAsync(() => RunAsync(work, null, (transaction, token) => transaction.CommitAsync(token), cancellation))
        : WriteAsync(work, cancellation);

    /// <inheritdoc cref="WriteBesideAsync{T}"/>
    public Task WriteBesideAsync(Func<DbTransaction, Task> work, CancellationToken cancellation) => WriteBesideAsync(Whole(work), cancellation);

    /// <summary>Runs one statement beside others that write, where the engine is shared: it is whole by itself, so that neither its beginning nor its end is waited for.</summary>
    public Task<List<T>> WriteAtOnceAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params (string Name, object? Value)[] values) => AgainAsync(async () =>
    {
        await using var connection = await OpenAsync(cancellation);
        try
        {
            return await connection.QueryAsync(sql, read, cancellation, values);
        }
        catch (DbException fault) when (engine.MayRetry(fault, isCommitting: true))
        {
            throw new UndoneException(fault);
        }
    });

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        writing.Dispose();
    }

    private static Func<DbTransaction, Task<bool>> Whole(Func<DbTransaction, Task> work) => async transaction =>
    {
        await work(transaction);
        return true;
    };

    private async Task<T> AloneAsync<T>(Func<DbTransaction, Task<T>> work, Func<DbTransaction, CancellationToken, Task> end, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            return await AgainAsync(() => RunAsync(work, engine.Exclusive, end, cancellation));
        }
        finally
        {
            writing.Release();
        }
    }

    private static async Task<T> AgainAsync<T>(Func<Task<T>> run)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await run();
            }
            catch (UndoneException undone)
            {
                // Nothing of it happened.
                if (attempt > Pauses.Length)
                    throw undone.InnerException!;
            }

            await Task.Delay(Pauses[attempt - 1], TimeProvider.System);
        }
    }

    private async Task<T> RunAsync<T>(Func<DbTransaction, Task<T>> work, string? first, Func<DbTransaction, CancellationToken, Task> end, CancellationToken cancellation)
    {
        var isCommitting = false;
        try
        {
            await using var connection = await OpenAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            if (first is not null)
                await transaction.ExecuteAsync(first, cancellation);
            var result = await work(transaction);
            isCommitting = true;
            await end(transaction, cancellation);
            return result;
        }
        catch (DbException fault) when (engine.MayRetry(fault, isCommitting))
        {
            throw new UndoneException(fault);
        }
        catch (StorageException away) when (away.InnerException is DbException fault && engine.MayRetry(fault, isCommitting))
        {
            throw new UndoneException(away);
        }
    }

    private sealed class UndoneException(Exception inner) : Exception(inner.Message, inner);
}
