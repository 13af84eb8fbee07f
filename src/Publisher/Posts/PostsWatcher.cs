namespace Publisher.Posts;

/// <summary>Says that something may have changed in the folder. A hint only: it can come late, twice or never, and the timed look finds what it missed.</summary>
internal sealed class PostsWatcher(PostsOptions options) : IDisposable
{
    private readonly Lock gate = new();
    private FileSystemWatcher? watcher;

    /// <summary>Called on a thread of the pool; must be quick.</summary>
    public event Action? Hinted;

    /// <summary>Begins to watch, or begins anew: a folder that was removed and came back is another folder to the system.</summary>
    /// <returns>Why the folder cannot be watched; null where it can. The timed look works all the same.</returns>
    public string? Restart()
    {
        lock (gate)
        {
            watcher?.Dispose();
            watcher = null;
            try
            {
                watcher = Directory.Exists(options.Folder) ? Watch(Path.GetFullPath(options.Folder)) : null;
                return null;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return $"changes in {options.Folder} are not announced by the system ({fault.Message}); the folder is looked through every {options.Rescan} instead";
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
            watcher?.Dispose();
    }

    private FileSystemWatcher Watch(string folder)
    {
        var watch = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            InternalBufferSize = 64 * 1024,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watch.Changed += (_, _) => Hinted?.Invoke();
        watch.Created += (_, _) => Hinted?.Invoke();
        watch.Deleted += (_, _) => Hinted?.Invoke();
        watch.Renamed += (_, _) => Hinted?.Invoke();
        watch.Error += (_, _) => Hinted?.Invoke();
        watch.EnableRaisingEvents = true;
        return watch;
    }
}
