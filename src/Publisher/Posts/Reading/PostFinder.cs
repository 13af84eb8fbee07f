namespace Publisher.Posts.Reading;

/// <summary>When two looks at a file give the same stamp, nothing was written between them.</summary>
internal readonly record struct FileStamp(long Length, DateTime LastWriteUtc);

/// <param name="Path">Relative to the posts folder, with <c>/</c>.</param>
/// <param name="InDraftFolder">Whether a folder above it keeps drafts.</param>
internal sealed record FoundFile(string Path, string FullPath, FileStamp Stamp, bool InDraftFolder);

/// <summary>Stage "find": every file that may be a post.</summary>
internal sealed class PostFinder(string folder, bool isSiteRoot)
{
    private static readonly HashSet<string> Extensions = new([".md", ".markdown", ".mkdn", ".mkd", ".mkdown", ".mdown", ".html"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> DraftFolders = new(["_drafts", "drafts", "draft", "templates"], StringComparer.OrdinalIgnoreCase);

    private readonly string root = Path.GetFullPath(folder);

    /// <summary>Every file by its path, in no order; null where the folder is not there.</summary>
    /// <exception cref="IOException">The folder is there and cannot be listed.</exception>
    public Dictionary<string, FoundFile>? Find()
    {
        var directory = new DirectoryInfo(root);
        if (!directory.Exists)
            return null;
        var found = new Dictionary<string, FoundFile>(StringComparer.Ordinal);
        Walk(directory, isSiteRoot ? Place.Above : Place.Posts, found);
        return found;
    }

    private enum Place
    {
        /// <summary>In a site's root, where only <c>_posts</c> and <c>_drafts</c> hold posts.</summary>
        Above,
        Posts,
        Drafts,
    }

    private void Walk(DirectoryInfo directory, Place place, Dictionary<string, FoundFile> found)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.'))
                continue;
            if (entry is DirectoryInfo inner)
            {
                if (!IsLink(inner))
                    Walk(inner, Within(inner.Name, place), found);
            }
            else if (place != Place.Above && Extensions.Contains(entry.Extension) && Source(entry) is { Exists: true } source)
                Add(entry, source, place, found);
        }
    }

    // The stamp is the source's: a link does not change when what it leads to does.
    private void Add(FileSystemInfo entry, FileInfo source, Place place, Dictionary<string, FoundFile> found)
    {
        var path = Path.GetRelativePath(root, entry.FullName).Replace('\\', '/');
        found[path] = new(path, entry.FullName, new(source.Length, source.LastWriteTimeUtc), place == Place.Drafts);
    }

    private static Place Within(string name, Place place) =>
        DraftFolders.Contains(name) && (place != Place.Above || name is "_drafts") ? Place.Drafts
        : name is "_posts" && place == Place.Above ? Place.Posts
        : place;

    // A link may point anywhere on the machine; what lies outside the folder is not the author's to publish.
    private FileInfo? Source(FileSystemInfo entry)
    {
        if (!IsLink(entry))
            return entry as FileInfo;
        try
        {
            return entry.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target && IsWithin(target.Directory) ? target : null;
        }
        catch (IOException)
        {
            // Links in a circle lead to no file.
            return null;
        }
    }

    // No folder on the way may be a link itself: it could lead out again.
    private bool IsWithin(DirectoryInfo? directory)
    {
        for (; directory is not null && directory.FullName.Length > root.Length; directory = directory.Parent)
        {
            if (IsLink(directory))
                return false;
        }

        return directory?.FullName == root;
    }

    private static bool IsLink(FileSystemInfo entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
