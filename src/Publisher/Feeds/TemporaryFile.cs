using Publisher.Feeds.Splicing;
using Publisher.Web;

namespace Publisher.Feeds;

/// <summary>What will replace a file in one step: written beside it, flushed to disk, renamed over it. Removed where it comes to nothing.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Extension = ".publisher-tmp";
    private const int Buffer = 64 * 1024;
    private const int Large = 1 << 20;
    private static int s_last;

    private readonly string _path;
    private bool _isGone;
    private Task? flushing;

    private TemporaryFile(string path, FileStream content) => (_path, Content) = (path, content);

    /// <summary>What the file will hold; can be read again.</summary>
    public FileStream Content { get; }

    /// <param name="path">Of the file to replace.</param>
    public static TemporaryFile For(string path) => new(path, Create(path));

    /// <summary>The file to replace.</summary>
    public string Target => _path;

    /// <summary>What is to be replaced together with the file, by its coding.</summary>
    public Dictionary<ContentCoding, TemporaryFile> Compressed { get; } = [];

    /// <summary>Where the entries lie in it; null where nobody will splice from it.</summary>
    public FeedMap? Map { get; set; }

    /// <summary>Begins to bring a large content to the disk: meanwhile it is compressed, and the next is written.</summary>
    public void BeginFlush()
    {
        Content.Flush();
        if (Content.Length < Large)
            return;
        var handle = Content.SafeFileHandle;
        flushing = Task.Run(() => RandomAccess.FlushToDisk(handle));
    }

    /// <summary>Brings the content to the disk.</summary>
    public void Flush()
    {
        flushing?.GetAwaiter().GetResult();
        Content.Flush(flushToDisk: true);
    }

    /// <summary>Takes the place of the file. Flushed before, else a crash may leave a name without content.</summary>
    public void Replace()
    {
        // Renamed while open: until then its lock tells RemoveStale of another process that it is alive.
        File.Move(Content.Name, _path, overwrite: true);
        _isGone = true;
    }

    /// <summary>Whether the file to replace holds the same already.</summary>
    public bool IsThere()
    {
        Content.Flush();
        var there = new FileInfo(_path);
        if (!there.Exists || there.Length != Content.Length)
            return false;
        using var old = there.OpenRead();
        Content.Position = 0;
        return Streams.AreSame(old, Content);
    }

    public void Dispose()
    {
        foreach (var copy in Compressed.Values)
            copy.Dispose();
        if (!_isGone)
            File.Delete(Content.Name);
        _isGone = true;
        try
        {
            Content.Dispose();
        }
        catch (IOException)
        {
            // A full disk: what could not be written there is not wanted any more.
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
