using System.Globalization;

namespace Publisher.Posts.Reading;

/// <summary>What the blog's own site file (<c>_config.yml</c>) says: it stands below our settings and above the defaults.</summary>
internal sealed class SiteFile
{
    private static readonly string[] Names = ["_config.yml", "_config.yaml"];

    private readonly FrontMatter values;
    private readonly IReadOnlyList<(string Path, HeadMap Values)> defaults;

    private SiteFile(string? path, HeadMap map)
    {
        FilePath = path;
        values = new FrontMatter(map, HeadMap.Empty);
        defaults = [.. Defaults(map)];
    }

    public static SiteFile None { get; } = new(null, HeadMap.Empty);

    public string? FilePath { get; }

    /// <summary>The folder that the site file stands in; null without one.</summary>
    public string? Root => FilePath is null ? null : Path.GetDirectoryName(FilePath);

    public string? Title => values.NonEmpty("title");

    public string? Description => values.NonEmpty("description");

    public string? Author => values.NonEmpty("author") ?? ((values["author"] as HeadMap)?["name"] as HeadScalar)?.Text;

    public string? Language => values.NonEmpty("lang", "language", "locale")?.Replace('_', '-');

    public TimeZoneInfo? TimeZone => values.NonEmpty("timezone") is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    public string? Permalink => values.NonEmpty("permalink");

    public string? ExcerptSeparator => values.NonEmpty("excerpt_separator");

    public bool? Future => values.Flag("future", out _);

    /// <summary>The public address with the base path, where the file names a host.</summary>
    public Uri? Url =>
        Uri.TryCreate(values.NonEmpty("url") is { } url ? url.TrimEnd('/') + "/" + (values.NonEmpty("baseurl") ?? "").Trim('/') : null, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" ? uri : null;

    /// <summary>Looks for the site file in the posts folder, then in its parent.</summary>
    /// <exception cref="PostException">The file is there and cannot be read.</exception>
    public static SiteFile Find(string postsFolder)
    {
        var folder = Path.GetFullPath(postsFolder);
        var candidates = new[] { folder, Path.GetDirectoryName(folder) }.OfType<string>().SelectMany(_ => Names, Path.Combine);
        return candidates.FirstOrDefault(File.Exists) is { } found ? Read(found) : None;
    }

    /// <summary>The values that the file's <c>defaults</c> give a post; the most deeply scoped wins.</summary>
    /// <param name="fullPath">The post's file.</param>
    public HeadMap DefaultsFor(string fullPath)
    {
        if (Root is null || defaults.Count == 0)
            return HeadMap.Empty;
        var relative = Path.GetRelativePath(Root, fullPath).Replace('\\', '/');
        var merged = new Dictionary<string, HeadValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, map) in defaults.Where(entry => relative.StartsWith(entry.Path, StringComparison.Ordinal)).OrderBy(entry => entry.Path.Length))
        {
            foreach (var (key, value) in map.Fields)
                merged[key] = value;
        }

        return new(merged, 0);
    }

    private static SiteFile Read(string path)
    {
        try
        {
            return new(path, YamlHead.Parse(SourceText.Decode(File.ReadAllBytes(path)), 1, []));
        }
        catch (PostException fault)
        {
            throw new PostException(fault.Line, string.Create(CultureInfo.InvariantCulture, $"{path}:{fault.Line}: {fault.Message.Replace("the front matter", "the site file", StringComparison.Ordinal)}"), fault);
        }
    }

    private static IEnumerable<(string, HeadMap)> Defaults(HeadMap map)
    {
        foreach (var entry in (map["defaults"] as HeadList)?.Items.OfType<HeadMap>() ?? [])
        {
            var scope = entry["scope"] as HeadMap ?? HeadMap.Empty;
            var type = (scope["type"] as HeadScalar)?.Text;
            if (type is null or "" or "posts" && entry["values"] is HeadMap values)
                yield return ((scope["path"] as HeadScalar)?.Text.TrimStart('/') ?? "", values);
        }
    }
}
