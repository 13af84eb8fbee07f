using System.Runtime.InteropServices;
using Publisher.Posts.Reading;

namespace Publisher.Posts;

/// <summary>Says where something may have changed in the folder. A hint only: it can come late, twice or never, and the timed look finds what it missed.</summary>
internal sealed class PostsWatcher(PostsOptions options) : IDisposable
{
    private readonly Lock gate = new();
    private readonly HintGathering hints = new();
    private FileSystemWatcher? watcher;

    /// <summary>Called at the first hint since the last were taken. On a thread of the pool; must be quick.</summary>
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

    /// <summary>What was hinted at since it was asked last.</summary>
    public Hint Take() => hints.Take();

    /// <summary>For who knows that something may have been missed.</summary>
    /// <param name="quietly">Whether to leave it to be taken with the next hint.</param>
    public void HintEverywhere(bool quietly = false)
    {
        hints.AddEverything();
        if (!quietly)
            Tell();
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
        watch.Changed += (_, change) => Changed(change);
        watch.Created += (_, change) => Add((change.Name, Sign.Moved));
        watch.Deleted += (_, change) => Add((change.Name, Sign.Written));
        watch.Renamed += (_, change) => Renamed(change);
        // Hints were lost.
        watch.Error += (_, _) => HintEverywhere();
        watch.EnableRaisingEvents = true;
        return watch;
    }

    // What lies in a folder announces itself.
    private void Changed(FileSystemEventArgs change)
    {
        if (!Directory.Exists(change.FullPath))
            Add((change.Name, Sign.Written));
    }

    // Some editors move the old text out of the way and write the new one at its place.
    private void Renamed(RenamedEventArgs change) =>
        Add((change.OldName, PostFinder.MayBePost(change.FullPath) || Directory.Exists(change.FullPath) ? Sign.Moved : Sign.Written), (change.Name, Sign.Moved));

    private void Add(params ReadOnlySpan<(string? Name, Sign Sign)> signs)
    {
        var seen = new List<(string, Sign)>();
        foreach (var (name, sign) in signs)
        {
            if (name?.Replace('\\', '/') is { } path && PostFinder.MayHold(path))
                seen.Add((path, sign));
        }

        if (seen.Count == 0)
            return;
        hints.Add(CollectionsMarshal.AsSpan(seen));
        Tell();
    }

    private void Tell()
    {
        if (hints.Tell())
            Hinted?.Invoke();
    }
}
