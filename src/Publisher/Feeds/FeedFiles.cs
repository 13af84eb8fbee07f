namespace Publisher.Feeds;

/// <summary>The folder of published feeds. A file is replaced whole or not at all, and only when its content changed.</summary>
internal sealed class FeedFiles
{
    private readonly string _folder;

    /// <summary>Removes what a killed process may have left half-written.</summary>
    public FeedFiles(string folder)
    {
        _folder = Path.GetFullPath(folder);
        TemporaryFile.RemoveStale(_folder);
    }

    /// <summary>Writes what will replace a file, and leaves the file as it is.</summary>
    /// <param name="name">Path below the folder, with <c>/</c>.</param>
    /// <param name="write">May throw what says that the content is no good.</param>
    /// <exception cref="FeedException">It could not be written; the last good file stays.</exception>
    public TemporaryFile Prepare(string name, Action<Stream> write)
    {
        string path = PathOf(name);
        return Guard(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var file = TemporaryFile.For(path);
            try
            {
                write(file.Content);
                file.Content.Flush();
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        });
    }

    /// <summary>Returns whether the file changed; an unchanged one is not touched.</summary>
    /// <exception cref="FeedException">It could not be replaced; the last good file stays.</exception>
    public bool Publish(string name, TemporaryFile file) => Guard(PathOf(name), file.Replace);

    /// <summary>Returns null where the file is not there.</summary>
    public PublishedFile? Load(FeedFile file)
    {
        try
        {
            using var stream = new FileStream(PathOf(file.Name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            // By the handle: the path may lead to a newer file by now.
            var changed = new DateTimeOffset(File.GetLastWriteTimeUtc(stream.SafeFileHandle));
            return new(file.Name, file.ContentType, bytes, PublishedFile.ETagOf(bytes), changed);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public bool Exists(string name) => File.Exists(PathOf(name));

    /// <summary>Removes the files that an earlier round wrote and no feed is written to any more. What is not ours stays.</summary>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> KeepOnly(IReadOnlyCollection<string> names) => Guard(_folder, () => FeedManifest.KeepOnly(_folder, names));

    /// <summary>Those of the files that are there.</summary>
    public IReadOnlyList<PublishedFile> Load(IEnumerable<FeedFile> files) => [.. files.Select(Load).OfType<PublishedFile>()];

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
            throw new FeedException($"The feed file {path} could not be written, the last good one stays: {fault.Message} Free the place, or name another folder in feeds.folder", fault);
        }
    }
}
