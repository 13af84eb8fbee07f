using System.Data.Common;

namespace Publisher.Storage;

/// <summary>A node's place on PostgreSQL: locks of one session that end with it. Nodes share the database, and each has a name of its own.</summary>
internal sealed class PostgresSeat(DbDataSource source, string node) : Seat
{
    /// <summary>Takes the whole database, where no node runs on it. The first number tells our locks from those of other programs.</summary>
    public const string Whole = "select pg_try_advisory_lock(1886745196, hashtext(current_schema()))";

    private const string Share = "select pg_try_advisory_lock_shared(1886745196, hashtext(current_schema()))";
    private const string Name = "select pg_try_advisory_lock(1886745198, hashtext(current_schema() || '/' || @node))";

    private DbConnection? connection;

    public override async Task<bool> KeepAsync(CancellationToken cancellation)
    {
        if (connection is { } held && await IsAliveAsync(held, cancellation))
            return true;
        connection?.Dispose();
        connection = null;
        return await TakeAsync(cancellation);
    }

    /// <returns>False where another node of the name runs, or the database is being copied.</returns>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public async Task<bool> TakeAsync(CancellationToken cancellation)
    {
        DbConnection? opened = null;
        try
        {
            opened = await source.OpenConnectionAsync(cancellation);
            if (!await AskAsync(opened, Share, cancellation) || !await AskAsync(opened, Name, cancellation))
                return false;
            (connection, opened) = (opened, null);
            return true;
        }
        finally
        {
            // A lock lives as long as its session, which a pool would keep.
            if (opened is not null)
                await EndAsync(opened);
        }
    }

    public override void Dispose()
    {
        if (connection is not null)
            EndAsync(connection).GetAwaiter().GetResult();
        connection = null;
    }

    private static async Task<bool> IsAliveAsync(DbConnection held, CancellationToken cancellation)
    {
        try
        {
            await using var command = held.CreateCommand();
            command.CommandText = "select 1";
            await command.ExecuteScalarAsync(cancellation);
            return true;
        }
        catch (Exception fault) when (IsGone(fault))
        {
            return false;
        }
    }

    // What was found broken once is asked no more: the library says so with another kind of fault.
    private static bool IsGone(Exception fault) => fault is DbException or InvalidOperationException;

    private async Task<bool> AskAsync(DbConnection asked, string sql, CancellationToken cancellation)
    {
        await using var command = asked.CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("node", node);
        if (sql == Name)
            command.Parameters.Add(parameter);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static async Task EndAsync(DbConnection held)
    {
        try
        {
            await using var command = held.CreateCommand();
            command.CommandText = "select pg_advisory_unlock_all()";
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception fault) when (IsGone(fault))
        {
            // The session is gone, and its locks with it.
        }

        await held.DisposeAsync();
    }
}
