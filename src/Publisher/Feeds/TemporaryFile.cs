namespace Publisher.Feeds;

/// <summary>Replaces a file in one step: written beside it, flushed to disk, renamed over it.</summary>
internal static class TemporaryFile
{
    private const string Extension = ".publisher-tmp";
    private static int s_last;

    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        using var stream = Create(path);
        try
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
            // Renamed while open: until then its lock tells RemoveStale of another process that it is alive.
            File.Move(stream.Name, path, overwrite: true);
        }
        catch
        {
            File.Delete(stream.Name);
            throw;
        }
    }

    public static void RemoveStale(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (string path in Directory.EnumerateFiles(folder, ".*" + Extension, options))
            RemoveUnlessInUse(path);
    }

    // The dot keeps it out of the listings and answers of web servers that serve the folder.
    private static string NameFor(string path, int number) => Path.Combine(
        Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Environment.ProcessId}-{number}{Extension}");

    private static FileStream Create(string path)
    {
        while (true)
        {
            string name = NameFor(path, Interlocked.Increment(ref s_last));
            try
            {
                return new FileStream(name, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(name))
            {
                // Another machine with our process id shares the folder: take the next number.
            }
        }
    }

    private static void RemoveUnlessInUse(string path)
    {
        try
        {
            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // In use by a process that is writing a feed, or not ours to remove: it does no harm where it lies.
        }
    }
}
