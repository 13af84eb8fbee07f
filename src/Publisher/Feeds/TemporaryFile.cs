namespace Publisher.Feeds;

/// <summary>Replaces a file in one step: written beside it, flushed to disk, renamed over it. Removed where it comes to nothing.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Extension = ".publisher-tmp";
    private const int Buffer = 64 * 1024;
    private static int s_last;

    private readonly string _path;
    private bool _isGone;

    private TemporaryFile(string path, FileStream content) => (_path, Content) = (path, content);

    /// <summary>What the file will hold; can be read again.</summary>
    public FileStream Content { get; }

    /// <param name="path">Of the file to replace.</param>
    public static TemporaryFile For(string path) => new(path, Create(path));

    /// <summary>Returns whether the file changed; one that holds the same already is not touched.</summary>
    public bool Replace()
    {
        Content.Flush();
        if (IsThere())
            return false;
        Content.Flush(flushToDisk: true);
        // Renamed while open: until then its lock tells RemoveStale of another process that it is alive.
        File.Move(Content.Name, _path, overwrite: true);
        _isGone = true;
        return true;
    }

    public void Dispose()
    {
        if (!_isGone)
            File.Delete(Content.Name);
        _isGone = true;
        Content.Dispose();
    }

    public static void RemoveStale(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (string path in Directory.EnumerateFiles(folder, ".*" + Extension, options))
            RemoveUnlessInUse(path);
    }

    // In pieces: a feed of every post is larger than the memory it is worth.
    private bool IsThere()
    {
        var there = new FileInfo(_path);
        if (!there.Exists || there.Length != Content.Length)
            return false;
        using var old = there.OpenRead();
        byte[] mine = new byte[Buffer];
        byte[] theirs = new byte[Buffer];
        Content.Position = 0;
        while (Content.ReadAtLeast(mine, Buffer, throwOnEndOfStream: false) is > 0 and var read)
        {
            if (old.ReadAtLeast(theirs, Buffer, throwOnEndOfStream: false) != read || !mine.AsSpan(0, read).SequenceEqual(theirs.AsSpan(0, read)))
                return false;
        }

        return true;
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
                return new FileStream(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, Buffer);
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
