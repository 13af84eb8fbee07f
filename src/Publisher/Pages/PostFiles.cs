using Microsoft.AspNetCore.StaticFiles;
using Publisher.Posts;

namespace Publisher.Pages;

/// <summary>Images and other media that lie beside the posts. Sources and anything else in the folder are not served.</summary>
internal sealed class PostFiles(PostsOptions options)
{
    private static readonly HashSet<string> Served = new(
        [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".mp3", ".m4a", ".ogg", ".opus", ".wav", ".mp4", ".webm", ".pdf"],
        StringComparer.OrdinalIgnoreCase);

    private readonly FileExtensionContentTypeProvider types = new();
    private readonly string root = Path.GetFullPath(options.Folder);

    /// <summary>The file at a path of the site; null where there is none that may be served.</summary>
    public IResult? Find(string path)
    {
        if (!Served.Contains(Path.GetExtension(path)) || path.Contains('\0', StringComparison.Ordinal) || path.Split('/', '\\').Any(part => part.StartsWith('.')))
            return null;
        var file = new FileInfo(Path.GetFullPath(Path.Combine(root, path.TrimStart('/'))));
        return file.Exists && file.FullName.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !IsThroughLink(file)
            ? Results.File(file.FullName, types.TryGetContentType(file.Name, out var type) ? type : "application/octet-stream", lastModified: file.LastWriteTimeUtc, enableRangeProcessing: true)
            : null;
    }

    // A link may point anywhere on the machine; what lies outside the folder is not the author's to publish.
    private bool IsThroughLink(FileInfo file)
    {
        for (FileSystemInfo? at = file; at is not null && at.FullName != root; at = Directory.GetParent(at.FullName))
            if (at.LinkTarget is not null) return true;
        return false;
    }
}
