namespace Publisher.Posts.Reading;

/// <summary>Where the root of the site may be that a folder of posts belongs to.</summary>
internal static class SiteRoots
{
    // Above these, a site file speaks for them: content/en/posts is far from hugo.toml. Above any other folder it may be another program's.
    private static readonly HashSet<string> Inner = new(["content", "src", "source", "_posts", "posts", "post", "blog", "articles", "docs", "pages"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The folder, its parent, and further up as long as the names are those of folders for posts.</summary>
    public static IEnumerable<string> Of(string postsFolder)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(postsFolder));
        yield return folder;
        for (var at = Path.GetDirectoryName(folder); at is not null; at = IsInner(at) ? Path.GetDirectoryName(at) : null)
            yield return at;
    }

    /// <summary>Whether a file is named as Jekyll wants it, or lies in <c>_posts</c>.</summary>
    public static bool HoldsDatedNames(string postsFolder)
    {
        var folder = new DirectoryInfo(Path.GetFullPath(postsFolder));
        if (folder.Name == "_posts" || Directory.Exists(Path.Combine(folder.FullName, "_posts")))
            return true;
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden, IgnoreInaccessible = true };
        return folder.Exists && folder.EnumerateFiles("*", options).Any(file => PostDates.WithoutDate(file.Name) != file.Name);
    }

    private static bool IsInner(string folder) => Path.GetFileName(folder) is { Length: > 0 } name && (Inner.Contains(name) || Languages.OfFolders(name + "/") is not null);
}
