using System.Collections.Concurrent;
using Publisher.Feeds.Splicing;
using Publisher.Web;

namespace Publisher.Feeds;

/// <summary>The folder of published feeds. A file is replaced whole or not at all, with its compressed copies, and only when its content changed.</summary>
internal sealed class FeedFiles
{
    private readonly string _folder;
    private readonly CompressedCopies _copies = new();

    // Loaded between two renames, a file would have no copy that agrees, and be served plain to those who asked for less.
    private readonly Lock _renaming = new();
    private readonly ConcurrentDictionary<string, FeedMap> _maps = new(StringComparer.Ordinal);

    /// <summary>Removes what a killed process may have left half-written.</summary>
    public FeedFiles(string folder)
    {
        _folder = Path.GetFullPath(folder);
        TemporaryFile.RemoveStale(_folder);
    }

    /// <summary>Writes what will replace a file and its copies, and leaves what is there as it is.</summary>
    /// <param name="name">Path below the folder, with <c>/</c>.</param>
    /// <param name="write">May throw what says that the content is no good.</param>
    /// <exception cref="FeedException">It could not be written; the last good file stays.</exception>
    public TemporaryFile Prepare(string name, Action<Stream> write) => Prepare(name, output =>
    {
        write(output);
        return null;
    });

    /// <param name="write">Says where the entries lie.</param>
    /// <inheritdoc cref="Prepare(string, Action{Stream})"/>
    public TemporaryFile Prepare(string name, Func<Stream, FeedMap?> write)
    {
        string path = PathOf(name);
        return Guard(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var file = TemporaryFile.For(path);
            try
            {
                file.Map = write(file.Content);
                file.Content.Flush();
                _copies.Prepare(file);
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        });
    }

    /// <summary>Returns whether the file changed; an unchanged one is not touched, and neither is a copy that holds the same.</summary>
    /// <exception cref="FeedException">It could not be replaced; the last good file stays.</exception>
    public bool Publish(string name, TemporaryFile file) => Guard(PathOf(name), () =>
    {
        bool changed = !file.IsThere();
        if (changed)
            CompressedCopies.PrepareAll(file);
        CompressedCopies.Stamp(file, changed);
        CompressedCopies.RemoveUnwanted(file);
        if (changed)
            file.Flush();
        // The copies go first and the file itself last, as the mark that all is done: killed between the renames, the next build finds
        // the old file and replaces them all again. Meanwhile each reader gets a feed that is whole, some the new one a moment earlier.
        lock (_renaming)
        {
            foreach (var copy in file.Compressed.Values)
                copy.Replace();
            if (changed)
                file.Replace();
        }

        Remember(name, file, changed);
        return changed;
    });

    /// <summary>What was written last under a name, to be read; null where it is not known where its entries lie, or another file has taken its place.</summary>
    public (FeedMap Map, FileStream Content)? Written(string name) =>
        _maps.TryGetValue(name, out var map) && map.Stamp?.Open(PathOf(name)) is { } content ? (map, content) : null;

    /// <summary>Returns null where the file is not there.</summary>
    public PublishedFile? Load(FeedFile file)
    {
        lock (_renaming)
            return FeedLoading.Load(file, PathOf(file.Name));
    }

    public bool Exists(string name) => File.Exists(PathOf(name));

    /// <summary>Removes the files that an earlier round wrote and no feed is written to any more. What is not ours stays.</summary>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> KeepOnly(IReadOnlyCollection<string> names)
    {
        foreach (string name in _maps.Keys.Except(names))
            _maps.TryRemove(name, out _);
        return Guard(_folder, () => FeedManifest.KeepOnly(_folder, names));
    }

    /// <summary>Those of the files that are there.</summary>
    public IReadOnlyList<PublishedFile> Load(IEnumerable<FeedFile> files) => [.. files.Select(Load).OfType<PublishedFile>()];

    private void Remember(string name, TemporaryFile file, bool changed)
    {
        if (file.Map is not { } map)
        {
            _maps.TryRemove(name, out _);
            return;
        }

        _maps[name] = map with
        {
            Stamp = changed ? FileStamp.Of(file.Content) : FileStamp.Of(file.Target),
            Gzip = file.Compressed.TryGetValue(ContentCoding.Gzip, out var copy) ? map.Gzip! with { Stamp = FileStamp.Of(copy.Content) } : map.Gzip,
        };
    }

    private string PathOf(string name)
    {
        string path = Path.GetFullPath(Path.Combine(_folder, name));
        string below = Path.TrimEndingDirectorySeparator(_folder) + Path.DirectorySeparatorChar;
        return path.StartsWith(below, StringComparison.Ordinal)
            ? path
            : throw new ArgumentException($"\"{name}\" is not a name below {_folder}.", nameof(name));
    }

    private static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is IOException and not FeedException or UnauthorizedAccessException)
        {
            throw new FeedException($"The feed file {path} could not be written, the last good one stays: {fault.Message.TrimEnd('.')}. Free the place, or name another folder in feeds.folder", fault);
        }
    }
}
