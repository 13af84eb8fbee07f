using Publisher.Posts.Reading;

namespace Publisher.Posts;

/// <summary>The site as it is: the settings, then the blog's own site file, then a default.</summary>
internal sealed record Site
{
    public required string Title { get; init; }

    /// <summary>Absolute, ends with <c>/</c>; a base path of the blog is part of it.</summary>
    public required Uri Url { get; init; }

    /// <summary>The base path of the blog; begins and ends with <c>/</c>.</summary>
    public string Path => Url.AbsolutePath;

    public string? Description { get; init; }

    public required string Language { get; init; }

    public required TimeZoneInfo TimeZone { get; init; }

    public string? Author { get; init; }

    public string? Copyright { get; init; }

    /// <summary>A square picture of the site, absolute.</summary>
    public Uri? Icon { get; init; }

    /// <param name="fallbackUrl">The address to use where neither settings nor site file name one.</param>
    public static Site From(SiteOptions options, SiteFile file, Uri fallbackUrl)
    {
        var url = options.Url ?? file.Url ?? fallbackUrl;
        var address = url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
        return new Site
        {
            Title = Said(options.Title) ?? Said(file.Title) ?? url.Host,
            Url = address,
            Description = Said(options.Description) ?? Said(file.Description),
            Language = options.Language ?? file.Language ?? "en",
            TimeZone = options.TimeZone ?? file.TimeZone ?? TimeZoneInfo.Utc,
            Author = Said(options.Author) ?? Said(file.Author),
            Copyright = options.Copyright,
            Icon = options.Icon is { Length: > 0 } icon && Uri.TryCreate(address, icon.TrimStart('/'), out var picture) && picture.Scheme is "http" or "https" ? picture : null,
        };
    }

    // What is blank would stand in feeds as an empty element, which is invalid.
    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
