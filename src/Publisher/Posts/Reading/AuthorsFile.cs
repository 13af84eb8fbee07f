namespace Publisher.Posts.Reading;

/// <summary>The names that a site's authors file gives to ids.</summary>
internal static class AuthorsFile
{
    private static readonly string[] Names = ["_data/authors.yml", "_data/authors.yaml", "data/authors.yml", "data/authors.yaml", "authors.yml", "authors.yaml", "blog/authors.yml"];

    /// <summary>Looks beside the posts, then in the site's root. A file that cannot be read gives no names: ids then stand for themselves.</summary>
    public static IReadOnlyDictionary<string, string> Find(string postsFolder, string? siteRoot)
    {
        var found = new[] { postsFolder, siteRoot ?? Path.GetDirectoryName(Path.GetFullPath(postsFolder)) }
            .OfType<string>().SelectMany(_ => Names, Path.Combine).FirstOrDefault(File.Exists);
        return found is null ? new Dictionary<string, string>() : Read(found);
    }

    private static Dictionary<string, string> Read(string path)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach (var (id, value) in YamlHead.Parse(SourceText.Decode(File.ReadAllBytes(path)), 1, []).Fields)
            {
                if (((value as HeadMap)?["name"] ?? (value as HeadMap)?["display_name"] ?? value) is HeadScalar { IsNull: false } name)
                    names[id] = name.Text.Trim();
            }
        }
        catch (Exception fault) when (fault is PostException or IOException or UnauthorizedAccessException)
        {
            names.Clear();
        }

        return names;
    }
}
