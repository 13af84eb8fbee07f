namespace Publisher.Storage;

/// <summary>The place of one running service at its database, for as long as it runs.</summary>
internal abstract class Seat : IDisposable
{
    /// <summary>Makes sure that the place is still held, and takes it again where the connection was lost.</summary>
    /// <returns>False where another has it now.</returns>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached.</exception>
    public abstract Task<bool> KeepAsync(CancellationToken cancellation);

    public abstract void Dispose();
}
