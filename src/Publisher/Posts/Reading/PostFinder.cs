using System.IO.Enumeration;
using System.Runtime.ExceptionServices;

namespace Publisher.Posts.Reading;

/// <summary>When two looks at a file give the same stamp, nothing was written between them.</summary>
internal readonly record struct FileStamp(long Length, DateTime LastWriteUtc);

/// <param name="Path">Relative to the posts folder, with <c>/</c>.</param>
/// <param name="InDraftFolder">Whether a folder above it keeps drafts.</param>
internal sealed record FoundFile(string Path, string FullPath, FileStamp Stamp, bool InDraftFolder)
{
    /// <summary>Why it is no post by its place alone; null where it may be one.</summary>
    public string? NoPost { get; init; }

    /// <summary>Whether it leads to another file, whose stamp it has.</summary>
    public bool IsLink { get; init; }
}

/// <summary>Stage "find": every file that may be a post.</summary>
/// <param name="isSiteRoot">Whether the folder is the root of a site, where only <paramref name="postFolders"/> hold posts.</param>
/// <param name="hasBundles">Whether a folder with an <c>index.md</c> is one post.</param>
internal sealed class PostFinder(string folder, bool isSiteRoot, IReadOnlyList<string> postFolders, bool hasBundles = false)
{
    private static readonly HashSet<string> Extensions = new([".md", ".markdown", ".mkdn", ".mkd", ".mkdown", ".mdown", ".mdx", ".html", ".textile", ".txt", ".text"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> DraftFolders = new(["_drafts", "drafts", "draft", "templates"], StringComparer.OrdinalIgnoreCase);

    // What nobody may list is an error, as anywhere else, and no empty folder.
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly string root = Path.GetFullPath(folder);

    /// <summary>The finder for a folder and the site file that was found for it.</summary>
    public static PostFinder For(string folder, SiteFile siteFile) =>
        new(folder, SiteRoots.IsRoot(folder, siteFile), siteFile.Dialect.PostFolders, siteFile.Dialect.HasBundles);

    /// <summary>Every file by its path, in no order; null where the folder is not there.</summary>
    /// <exception cref="IOException">The folder is there and cannot be listed.</exception>
    public Dictionary<string, FoundFile>? Find()
    {
        var directory = new DirectoryInfo(root);
        if (!directory.Exists)
            return null;
        var seen = new List<(string Path, bool IsFolder, Place Place)>();
        Walk(directory, isSiteRoot ? Place.Above : Place.Posts, seen);
        var found = new Dictionary<string, FoundFile>(seen.Count, StringComparer.Ordinal);
        foreach (var file in Look(seen))
        {
            if (file is not null)
                found[file.Path] = file;
        }

        MarkParts(found);
        return found;
    }

    /// <summary>One file by its path, as <see cref="Find()"/> has it; null where it has none.</summary>
    /// <param name="isBundle">Whether a folder, its <c>/</c> behind it, holds an <c>index.md</c>.</param>
    public FoundFile? Find(string path, Func<string, bool> isBundle)
    {
        var place = isSiteRoot ? Place.Above : Place.Posts;
        var names = path.Split('/');
        var directory = new DirectoryInfo(root);
        foreach (var name in names[..^1])
        {
            directory = new(Path.Combine(directory.FullName, name));
            if (!directory.Exists || IsLink(directory))
                return null;
            place = Within(directory, place);
        }

        var entry = new FileInfo(Path.Combine(directory.FullName, names[^1]));
        return !MayHold(path) || !IsThere(entry) ? null : At(entry, place) is { } file ? Marked(file, isBundle) : null;
    }

    /// <summary>Whether posts are written in files of such a name.</summary>
    public static bool MayBePost(string path) => Extensions.Contains(Path.GetExtension(path)) && !Path.GetFileName(path).StartsWith('.');

    /// <summary>Whether a path lies in the folder and is not hidden.</summary>
    public static bool MayHold(string path) => path.Split('/').All(name => name.Length > 0 && !name.StartsWith('.'));

    /// <summary>Whether what happens at a path may change what other files are: at a folder, and at what makes a folder one post.</summary>
    public bool IsMore(string path) => (hasBundles && IsIndex(path)) || Directory.Exists(Path.Combine(root, path));

    private enum Place
    {
        /// <summary>In a site's root, outside the folders that hold posts.</summary>
        Above,
        Posts,
        Drafts,
    }

    private void Walk(DirectoryInfo directory, Place place, List<(string Path, bool IsFolder, Place Place)> seen)
    {
        foreach (var (path, isFolder) in Names(directory))
        {
            if (isFolder && new DirectoryInfo(path) is var inner && !IsLink(inner))
                Walk(inner, Within(inner, place), seen);
            else if (place != Place.Above && (isFolder || Extensions.Contains(Path.GetExtension(path))))
                seen.Add((path, isFolder, place));
        }
    }

    // Names alone: to look at each file takes longer than to list them all.
    private static FileSystemEnumerable<(string Path, bool IsFolder)> Names(DirectoryInfo directory) =>
        new(directory.FullName, (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.IsDirectory), Everything) { ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.FileName.StartsWith('.') };

    private FoundFile?[] Look(List<(string Path, bool IsFolder, Place Place)> seen)
    {
        var files = new FoundFile?[seen.Count];
        try
        {
            Parallel.For(0, seen.Count, at => files[at] = Look(seen[at].Path, seen[at].IsFolder, seen[at].Place));
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(faults.Flatten().InnerExceptions[0]);
        }

        return files;
    }

    // What went away since it was listed is not there.
    private FoundFile? Look(string path, bool isFolder, Place place) =>
        isFolder ? Link(new DirectoryInfo(path)) : new FileInfo(path) is var file && IsThere(file) ? At(file, place) : null;

    private static bool IsThere(FileInfo entry) => (int)entry.Attributes != -1;

    private FoundFile? At(FileSystemInfo entry, Place place) =>
        place == Place.Above || !Extensions.Contains(entry.Extension) ? null
        : Source(entry) is { Exists: true } source ? Found(entry, source, place)
        : Link(entry);

    // What lies with an index.md belongs to it; _index.md describes a section.
    private void MarkParts(Dictionary<string, FoundFile> found)
    {
        var bundles = !hasBundles ? [] : found.Keys.Where(path => path.Contains('/', StringComparison.Ordinal) && IsIndex(path)).Select(path => path[..(path.LastIndexOf('/') + 1)]).ToHashSet(StringComparer.Ordinal);
        foreach (var file in found.Values.Where(file => MayBeMarked(file.Path, bundles)).ToList())
            found[file.Path] = Marked(file, bundles.Contains);
    }

    private static bool MayBeMarked(string path, HashSet<string> bundles) => bundles.Count > 0 || path.Contains("_index.", StringComparison.Ordinal);

    private FoundFile Marked(FoundFile file, Func<string, bool> isBundle) =>
        Path.GetFileName(file.Path).StartsWith("_index.", StringComparison.Ordinal) ? file with { NoPost = "it describes a section (_index)" }
        : hasBundles && !IsIndex(file.Path) && Folders(file.Path).FirstOrDefault(isBundle) is { } bundle ? file with { NoPost = $"it is a part of {bundle}index" }
        : file;

    private static bool IsIndex(string path) => Path.GetFileName(path).StartsWith("index.", StringComparison.Ordinal);

    private static IEnumerable<string> Folders(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            yield return path[..(slash + 1)];
    }

    // The stamp is the source's: a link does not change when what it leads to does.
    private FoundFile Found(FileSystemInfo entry, FileInfo source, Place place) =>
        new(RelativePath(entry), entry.FullName, new(source.Length, source.LastWriteTimeUtc), place == Place.Drafts) { IsLink = entry != source };

    // Not followed, but not passed over in silence either. Without a length it is never opened.
    private FoundFile Link(FileSystemInfo entry) =>
        new(RelativePath(entry), entry.FullName, default, InDraftFolder: false) { NoPost = "it is a link that is not followed; only links to files within the posts folder are", IsLink = true };

    private string RelativePath(FileSystemInfo entry) => Path.GetRelativePath(root, entry.FullName).Replace('\\', '/');

    private Place Within(DirectoryInfo inner, Place place)
    {
        var isDrafts = DraftFolders.Contains(inner.Name);
        if (place != Place.Above)
            return isDrafts ? Place.Drafts : place;
        var path = RelativePath(inner);
        // Jekyll's folders may lie at any depth.
        return !postFolders.Any(posts => path == posts || (posts.StartsWith('_') && inner.Name == posts)) ? Place.Above : isDrafts ? Place.Drafts : Place.Posts;
    }

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
