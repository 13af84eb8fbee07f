namespace Publisher.Posts.Reading;

/// <summary>Stage "address": where a post lives on the web, by its head, the settings, the site file and the dialect, in this order.</summary>
internal sealed class PostAddresses(Site site, SiteFile siteFile, PostsOptions options)
{
    private readonly Dialect dialect = siteFile.Dialect;
    private readonly IReadOnlyList<string> above = Above(options.Folder, siteFile.ContentRoot);
    private readonly PermalinkTemplate usual = new(options.Permalink ?? siteFile.Permalink ?? siteFile.Dialect.Permalink);
    private readonly PermalinkTemplate withSlug = new(options.Permalink ?? siteFile.Permalink ?? siteFile.Dialect.PermalinkWithSlug ?? siteFile.Dialect.Permalink);
    private readonly bool isRoot = siteFile.Root is { } root && Same(root, options.Folder);

    public PostName NameOf(string path)
    {
        var name = PostName.Of(path, above);
        // In a site's root the path begins with the folders that hold the posts, which are no part of an address.
        var held = isRoot ? dialect.PostFolders.FirstOrDefault(folder => path.StartsWith(folder + "/", StringComparison.Ordinal)) : null;
        return held is null ? name : name with { Folders = [.. name.Folders.Skip(held.Split('/').Length)] };
    }

    public Uri Url(FrontMatter front, PostName name, DateTimeOffset date, string title, IReadOnlyList<string> categories)
    {
        var own = Own(front);
        if (Uri.TryCreate(own, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https" && HostName.Of(whole) is not null)
            return whole;
        var ownSlug = front.NonEmpty(HeadKeys.Slug);
        var parts = new PermalinkParts(TimeZoneInfo.ConvertTime(date, site.TimeZone), categories, Slug(ownSlug, name, title))
        {
            OwnSlug = ownSlug,
            Title = title,
            FileName = name.FileName,
            Folders = name.Folders,
        };
        var path = dialect.HasHugoAddresses ? Hugo(own, parts, name) : (own is not null ? new PermalinkTemplate(own) : ownSlug is not null ? withSlug : usual).Path(parts);
        return Permalinks.Address(site.Url, Permalinks.Escape(path));
    }

    // Astro and others keep the folders of a post under "path"; what holds no slash is no address.
    private static string? Own(FrontMatter front)
    {
        var key = front.KeyOf(HeadKeys.Permalink);
        var text = key is null ? null : front.NonEmpty(key);
        return key is "path" && text?.Contains('/', StringComparison.Ordinal) != true ? null : text;
    }

    private string Slug(string? own, PostName name, string title) =>
        own is not null ? Slugs.FromName(own) : dialect.SlugsFromTitle ? Slugs.Plain(title) : Slugs.FromName(PostDates.WithoutDate(name.FileName));

    private string Hugo(string? own, PermalinkParts parts, PostName name)
    {
        if (own is not null)
            return own.StartsWith('/') ? own : "/" + own;
        var template = options.Permalink ?? siteFile.PermalinkOf(parts.Folders is [var section, ..] ? section : "") ?? dialect.Permalink;
        var path = HugoPermalinks.Path(template.EndsWith('/') || template.Contains('.', StringComparison.Ordinal) ? template : template + "/", parts);
        return name.Language is { } language && siteFile.HasLanguage(language) && siteFile.MainLanguage is { } main && main != language ? $"/{language}{path}" : path;
    }

    private static IReadOnlyList<string> Above(string folder, string? content)
    {
        if (content is null)
            return [];
        var relative = Path.GetRelativePath(content, Path.GetFullPath(folder));
        return relative is "." || relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? [] : relative.Split(Path.DirectorySeparatorChar);
    }

    private static bool Same(string one, string other) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(one)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(other));
}
