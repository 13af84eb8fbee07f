namespace Publisher.Posts.Reading;

/// <summary>What a post's path says of it.</summary>
/// <param name="FileName">Without extension and language; of a bundle, its folder's.</param>
/// <param name="Language">That the name ends with; null where it names none.</param>
/// <param name="Folders">Between the site's content and the post, a bundle's own not among them.</param>
internal sealed record PostName(string FileName, string? Language, IReadOnlyList<string> Folders, bool IsBundle)
{
    /// <summary>False for what is written in a markup of its own.</summary>
    public bool IsMarkdown { get; init; } = true;

    /// <param name="path">Relative to the posts folder, with <c>/</c>.</param>
    /// <param name="above">The folders between the site's content and the posts folder.</param>
    public static PostName Of(string path, IEnumerable<string> above)
    {
        var parts = path.Split('/');
        var name = WithoutExtension(parts[^1]);
        var language = Languages.OfName(name);
        var plain = language is null ? name : name[..name.LastIndexOf('.')];
        var isBundle = parts.Length > 1 && plain is "index";
        string[] folders = [.. above, .. parts[..^(isBundle ? 2 : 1)]];
        return new(isBundle ? parts[^2] : plain.TrimEnd('.'), language, folders, isBundle)
        {
            IsMarkdown = !path.EndsWith(".textile", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static string WithoutExtension(string name) => Path.GetFileNameWithoutExtension(name) is { Length: > 0 } stem ? stem : name;
}
