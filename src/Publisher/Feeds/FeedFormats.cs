namespace Publisher.Feeds;

/// <summary>The three formats, each with its file name and media type.</summary>
internal static class FeedFormats
{
    public static IReadOnlyList<FeedFile> All { get; } =
    [
        new("rss.xml", "application/rss+xml; charset=utf-8", FeedFormat.Rss),
        new("atom.xml", "application/atom+xml; charset=utf-8", FeedFormat.Atom),
        new("feed.json", "application/feed+json; charset=utf-8", FeedFormat.Json),
    ];

    public static FeedFile Of(FeedFormat format) => All.Single(file => file.Format == format);

    /// <param name="prefix">What the name begins with: a folder with <c>/</c> behind, or the number of an archive document with a dot behind.</param>
    public static Uri Address(Uri site, string prefix, FeedFormat format) => FeedAddress.Below(site, prefix + Of(format).Name);
}
