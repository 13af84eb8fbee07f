namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Finds files that a body may include: only those in a folder, whatever the name says and wherever links lead.</summary>
internal static class IncludeFiles
{
    private const int MaxLinks = 10;
    private const long MaxSize = 1024 * 1024;

    public static string? Read(string? folder, string name)
    {
        if (folder is null || name.Length == 0 || name.AsSpan().ContainsAny('\0', '\\', ':') || name.StartsWith('/') || name.Split('/').Contains(".."))
            return null;
        try
        {
            var root = Path.GetFullPath(folder);
            return Real(root, Path.GetFullPath(Path.Combine(root, name)), 0) is { } path && new FileInfo(path) is { Exists: true, Length: <= MaxSize }
                ? File.ReadAllText(path)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The path without links; null where one leads out of the folder.</summary>
    private static string? Real(string root, string path, int links)
    {
        if (links > MaxLinks || !path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return null;
        var at = root;
        var steps = path[(root.Length + 1)..].Split(Path.DirectorySeparatorChar);
        for (var i = 0; i < steps.Length; i++)
        {
            at = Path.Combine(at, steps[i]);
            if (new FileInfo(at).ResolveLinkTarget(returnFinalTarget: false) is { } target)
                return Real(root, Path.GetFullPath(Path.Combine([target.FullName, .. steps[(i + 1)..]])), links + 1);
        }

        return at;
    }
}
