using System.Data.Common;

namespace Publisher.Storage;

/// <summary>What differs from one kind of database to the other. All else is one text of SQL for both.</summary>
internal abstract class Engine(DbDataSource source) : IAsyncDisposable
{
    public DbDataSource Source { get; } = source;

    /// <summary>Whether several processes may run on it at once.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Counts the tables of ours among the names in <c>@names</c>, which stand between commas.</summary>
    public abstract string CountTables { get; }

    /// <summary>Every table that stands in the database, ours among them.</summary>
    public abstract string ListTables { get; }

    /// <summary>Which table refers to which.</summary>
    public abstract string ListReferences { get; }

    /// <summary>The column of a table, <c>@table</c>, that is numbered by a counter of its own; null where the engine counts by the rows themselves.</summary>
    public virtual string? FindCounter => null;

    /// <summary>Run first in each transaction that writes: it waits for the right to write; null where a transaction has it by itself.</summary>
    public abstract string? Exclusive { get; }

    /// <summary>Put after a choice of rows that are to be changed: those that another has in hand are passed over. Empty where nobody else can have any.</summary>
    public virtual string SkipLocked => "";

    /// <summary>Put after a choice of rows that are to be changed: those that another has in hand are waited for.</summary>
    public virtual string ForUpdate => "";

    /// <summary>Run in a transaction that may rest for long between two statements; null where none is bounded.</summary>
    public virtual string? Patient => null;

    /// <summary>Asks where the database stands, so that a copy elsewhere is told from it; null where it is a file.</summary>
    public virtual string? AskPlace => null;

    /// <summary>For others that connect by themselves; null where nobody does.</summary>
    public virtual DbProviderFactory? Factory => null;

    /// <summary>A script of the schema in the engine's own words.</summary>
    public abstract string Schema(string script);

    /// <summary>Has the counter of a table go on behind its rows.</summary>
    public virtual string PutCounter(string table, string column) => throw new NotSupportedException();

    /// <summary>Takes a place at the database for one running service.</summary>
    /// <param name="node">Its name among those that share the database.</param>
    /// <exception cref="StorageException">Another process has it.</exception>
    public abstract Task<Seat> HoldAsync(string node, CancellationToken cancellation);

    /// <summary>Takes the database from all services, so that none runs on it meanwhile.</summary>
    /// <exception cref="StorageException">One runs.</exception>
    public abstract Task<IDisposable> CloseAsync(CancellationToken cancellation);

    /// <summary>Why no connection could be opened, in words for the operator.</summary>
    public abstract string Explain(DbException fault);

    /// <summary>Whether a transaction that failed so did nothing for certain, and may pass when it is tried again.</summary>
    /// <param name="isCommitting">Whether its end had been asked for.</param>
    public virtual bool MayRetry(DbException fault, bool isCommitting) => false;

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
