namespace Publisher.Posts.Reading;

/// <summary>Where the root of the site may be that a folder of posts belongs to.</summary>
internal static class SiteRoots
{
    // Above these, a site file speaks for them: content/en/posts is far from hugo.toml. Above any other folder it may be another program's.
    private static readonly HashSet<string> Inner = new(["content", "src", "source", "_posts", "posts", "post", "blog", "articles", "docs", "pages"], StringComparer.OrdinalIgnoreCase);

    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 8, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden, IgnoreInaccessible = true };

    /// <summary>The folder, its parent, and further up as long as the names are those of folders for posts.</summary>
    public static IEnumerable<string> Of(string postsFolder)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(postsFolder));
        yield return folder;
        for (var at = Path.GetDirectoryName(folder); at is not null; at = IsInner(at) ? Path.GetDirectoryName(at) : null)
            yield return at;
    }

    /// <summary>Whether a folder is the root of a site, in which posts lie only where its program wants them.</summary>
    public static bool IsRoot(string folder, SiteFile siteFile)
    {
        var isSite = siteFile.Root is { } root && Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) == root;
        // Jekyll's _posts may all lie in folders that are categories; what lies beside them are pages.
        return siteFile.Dialect.Format == PostFormat.Jekyll
            ? Directory.Exists(Path.Combine(folder, "_posts")) || (isSite && Directory.EnumerateDirectories(folder, "_posts", Below).Any())
            : isSite && siteFile.Dialect.PostFolders.Any(posts => Directory.Exists(Path.Combine(folder, posts)));
    }

    /// <summary>Whether a file is named as Jekyll wants it, or lies in <c>_posts</c>.</summary>
    public static bool HoldsDatedNames(string postsFolder)
    {
        var folder = new DirectoryInfo(Path.GetFullPath(postsFolder));
        if (folder.Name == "_posts" || Directory.Exists(Path.Combine(folder.FullName, "_posts")))
            return true;
        return folder.Exists && folder.EnumerateFiles("*", Below).Any(file => PostDates.WithoutDate(file.Name) != file.Name);
    }

    private static bool IsInner(string folder) => Path.GetFileName(folder) is { Length: > 0 } name && (Inner.Contains(name) || Languages.OfFolders(name + "/") is not null);
}
