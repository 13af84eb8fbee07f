using System.Globalization;

namespace Publisher.Storage;

/// <summary>Holds a database for one running service: two on one file would both send.</summary>
internal sealed class ProcessLock : IDisposable
{
    private readonly FileStream file;

    private ProcessLock(FileStream file) => this.file = file;

    /// <exception cref="StorageException">Another process holds it.</exception>
    public static ProcessLock Take(string databaseFile)
    {
        var path = databaseFile + ".lock";
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new(file);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new StorageException($"another publisher{Holder(path)} already runs on {databaseFile}; stop it, or give this one a storage.connectionString of its own", fault);
        }
    }

    // The file stays: removing it would let a third process lock a name that a second one still holds open.
    public void Dispose() => file.Dispose();

    private static string Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Trim() is { Length: > 0 } process ? $" (process {process})" : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
