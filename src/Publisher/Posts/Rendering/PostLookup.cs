using Publisher.Posts.Reading;

namespace Publisher.Posts.Rendering;

/// <summary>Where another post is that a body names: by its path, its name, or its name without date.</summary>
internal sealed class PostLookup(PostFinder finder, PostReader reader)
{
    private volatile Dictionary<string, FoundFile> files = [];

    /// <summary>The address of the post; null where there is none of that name. The folder is listed anew when a name is not known.</summary>
    public Uri? UrlOf(string name)
    {
        var key = Key(name);
        if (!files.TryGetValue(key, out var file))
        {
            files = List();
            if (!files.TryGetValue(key, out file))
                return null;
        }

        return reader.Read(file).Url;
    }

    private Dictionary<string, FoundFile> List()
    {
        var found = new Dictionary<string, FoundFile>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in (finder.Find() ?? []).Values.Where(file => file.NoPost is null && !file.InDraftFolder).OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var path = Key(file.Path);
            var name = path[(path.LastIndexOf('/') + 1)..];
            foreach (var key in new[] { path, name, PostDates.WithoutDate(name) })
                found.TryAdd(key, file);
        }

        return found;
    }

    private static string Key(string name)
    {
        var path = name.Split('#', '?')[0].Trim().Replace('\\', '/').Trim('/');
        foreach (var start in new[] { "./", "_posts/", "content/" })
            path = path.StartsWith(start, StringComparison.Ordinal) ? path[start.Length..] : path;
        var stem = path.EndsWith("/index.md", StringComparison.OrdinalIgnoreCase) ? path[..^9] : path;
        return Path.GetExtension(stem) is ".md" or ".markdown" or ".mdx" or ".html" or ".mkd" ? stem[..stem.LastIndexOf('.')] : stem;
    }
}
