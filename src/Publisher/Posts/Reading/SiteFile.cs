using System.Globalization;
using System.IO.Enumeration;

namespace Publisher.Posts.Reading;

/// <summary>What the blog's own site file says (<c>_config.yml</c>, <c>hugo.toml</c> …): it stands below our settings and above the defaults.</summary>
internal sealed class SiteFile
{
    private readonly FrontMatter values;
    private readonly HeadMap map;
    private readonly IReadOnlyList<(string Path, HeadMap Values)> defaults;

    private SiteFile(string? path, string? root, HeadMap map, Dialect dialect, string why)
    {
        FilePath = path;
        Root = root;
        Dialect = dialect;
        Why = why;
        this.map = map;
        values = new FrontMatter(map, HeadMap.Empty);
        defaults = [.. Defaults(map)];
    }

    public static SiteFile None { get; } = Without(PostFormat.Plain, "no site file tells the program that the posts are made for");

    public string? FilePath { get; }

    /// <summary>The root of the site; null without a site file.</summary>
    public string? Root { get; }

    public Dialect Dialect { get; }

    /// <summary>What told the dialect, in words for the author.</summary>
    public string Why { get; }

    /// <summary>The dialect and why, as a sentence.</summary>
    public string Told => $"read as {Dialect.Format.ToString().ToLowerInvariant()}: {Why}";

    public string? Title => values.NonEmpty("title", "sitename");

    public string? Description => values.NonEmpty("description", "params.description", "tagline", "subtitle", "sitesubtitle");

    public string? Author => values.NonEmpty("author", "author.name", "params.author", "params.author.name", "extra.author") is { } name ? AuthorNames.WithoutAddress(name) : null;

    public string? Language => Tag(values.NonEmpty("lang", "language", "locale", "languageCode", "defaultContentLanguage", "default_language", "default_lang"));

    public TimeZoneInfo? TimeZone => values.NonEmpty("timezone") is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    public string? Permalink => values.NonEmpty("permalink", "collections.posts.permalink");

    /// <summary>Hugo's permalinks by section; the site's whole <c>permalinks</c> map.</summary>
    public string? PermalinkOf(string section) => values.NonEmpty($"permalinks.{section}", $"permalinks.page.{section}");

    /// <summary>The language whose posts have no prefix in their address, where the site has several.</summary>
    public string? MainLanguage => values.NonEmpty("defaultContentLanguage");

    public bool HasLanguage(string code) => (map["languages"] as HeadMap)?[code] is not null;

    public string? MediaPrefix => values.NonEmpty("media_prefix", "params.media_prefix", "podcast_prefix", "params.podcast_prefix");

    public string? ExcerptSeparator => values.NonEmpty("excerpt_separator");

    public bool? Future => values.Flag("future", out _) ?? values.Flag("buildFuture", out _);

    /// <summary>Where the posts' paths begin that make sections of an address.</summary>
    public string? ContentRoot => Root is null ? null : Path.GetFullPath(Path.Combine(Root, values.NonEmpty("contentDir") ?? (Dialect.PostFolders is [var first, ..] ? first : "")));

    /// <summary>The public address with the base path, where the file names a host.</summary>
    public Uri? Url =>
        Uri.TryCreate(values.NonEmpty("url", "baseURL", "base_url", "site", "siteUrl") is { } url ? $"{url.TrimEnd('/')}/{BasePath}".TrimEnd('/') + "/" : null, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" ? uri : null;

    // Hugo's and Zola's address holds its path already.
    private string BasePath => Dialect.HasHugoAddresses ? "" : (values.NonEmpty("baseurl", "base") ?? "").Trim('/');

    /// <summary>The values of the file, for templates.</summary>
    public HeadMap Values => map;

    /// <summary>Looks for the site file in the posts folder, then in its parent, then above folders in which programs keep their posts.</summary>
    /// <exception cref="PostException">The file is there and cannot be read.</exception>
    public static SiteFile Find(string postsFolder, PostFormat format = PostFormat.Auto)
    {
        var marks = SiteMark.All.Where(mark => format == PostFormat.Auto || mark.Format == format).ToList();
        foreach (var root in SiteRoots.Of(postsFolder))
        {
            if (marks.FirstOrDefault(mark => mark.IsIn(root)) is { } mark)
                return Read(mark, root, format == PostFormat.Auto ? $"{mark.Name} is there" : "posts.format says so");
        }

        return format != PostFormat.Auto ? Without(format, "posts.format says so")
            : File.Exists(Path.Combine(postsFolder, "authors.yml")) ? Without(PostFormat.Docusaurus, "authors.yml lies with the posts")
            : SiteRoots.HoldsDatedNames(postsFolder) ? Without(PostFormat.Jekyll, "no site file is there, and files are named by their date")
            : None;
    }

    /// <summary>The values that the file's <c>defaults</c> give a post; the most deeply scoped wins.</summary>
    /// <param name="fullPath">The post's file.</param>
    public HeadMap DefaultsFor(string fullPath)
    {
        if (Root is null || defaults.Count == 0)
            return HeadMap.Empty;
        var relative = Path.GetRelativePath(Root, fullPath).Replace('\\', '/');
        var merged = new Dictionary<string, HeadValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, scoped) in defaults.Where(entry => IsBelow(relative, entry.Path)).OrderBy(entry => entry.Path.Length))
        {
            foreach (var (key, value) in scoped.Fields)
                merged[key] = value;
        }

        return new(merged, 0);
    }

    // A scope may hold stars, for whole folders above all.
    private static bool IsBelow(string path, string scope) => scope.Contains('*', StringComparison.Ordinal)
        ? FileSystemName.MatchesSimpleExpression(scope, path, ignoreCase: false) || FileSystemName.MatchesSimpleExpression(scope.TrimEnd('/') + "/*", path, ignoreCase: false)
        : path.StartsWith(scope, StringComparison.Ordinal);

    /// <summary>A language tag with hyphens.</summary>
    public static string? Tag(string? language) => language is null ? null : Languages.Tag(language);

    private static SiteFile Without(PostFormat format, string why) => new(null, null, HeadMap.Empty, Dialect.Of(format), why);

    private static SiteFile Read(SiteMark mark, string root, string why)
    {
        var dialect = Dialect.Of(mark.Format);
        var path = Path.Combine(root, mark.Name);
        if (mark.Kind is null)
            return new(null, root, HeadMap.Empty, dialect, why);
        try
        {
            return new(path, root, Parse(mark.Kind.Value, SourceText.Decode(File.ReadAllBytes(path))), dialect, why);
        }
        catch (PostException fault)
        {
            throw new PostException(fault.Line, string.Create(CultureInfo.InvariantCulture, $"{path}:{fault.Line}: {fault.Message.Replace("the front matter", "the site file", StringComparison.Ordinal)}"), fault);
        }
    }

    private static HeadMap Parse(SiteValues kind, string text) => kind switch
    {
        SiteValues.Toml => TomlHead.Parse(text, 1),
        SiteValues.Json => JsonHead.Parse(text, 1),
        SiteValues.Script => ScriptValues.Parse(text),
        _ => YamlHead.Parse(text, 1, []),
    };

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
