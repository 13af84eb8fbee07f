namespace Publisher.Storage;

/// <summary>Holds a database for one running service: two on one file would both send.</summary>
internal sealed class ProcessLock : Seat
{
    private readonly FileStream file;

    private ProcessLock(FileStream file) => this.file = file;

    /// <exception cref="StorageException">Another process holds it.</exception>
    public static ProcessLock Take(string databaseFile)
    {
        var path = databaseFile + ".lock";
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new StorageException($"another publisher already runs on {databaseFile}; stop it, or give this one a storage.connectionString of its own", fault);
        }
    }

    public override Task<bool> KeepAsync(CancellationToken cancellation) => Task.FromResult(true);

    // The file stays: removing it would let a third process lock a name that a second one still holds open.
    public override void Dispose() => file.Dispose();
}
