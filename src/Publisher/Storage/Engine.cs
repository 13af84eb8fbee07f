using System.Data.Common;

namespace Publisher.Storage;

/// <summary>What differs from one kind of database to the other. All else is one text of SQL for both.</summary>
internal abstract class Engine(DbDataSource source) : IAsyncDisposable
{
    public DbDataSource Source { get; } = source;

    /// <summary>Counts the tables of ours among the names in <c>@names</c>, which stand between commas.</summary>
    public abstract string CountTables { get; }

    /// <summary>Run first in each transaction that writes: it waits for the right to write; null where a transaction has it by itself.</summary>
    public abstract string? Exclusive { get; }

    /// <summary>A script of the schema in the engine's own words.</summary>
    public abstract string Schema(string script);

    /// <summary>Takes the database for one running service: two would both send.</summary>
    /// <exception cref="StorageException">Another process has it.</exception>
    public abstract IDisposable Hold();

    /// <summary>Why no connection could be opened, in words for the operator.</summary>
    public abstract string Explain(DbException fault);

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
