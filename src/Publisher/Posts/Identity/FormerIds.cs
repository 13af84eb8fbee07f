using Publisher.Posts.Reading;

namespace Publisher.Posts.Identity;

/// <summary>The ids that other programs gave, from a post alone.</summary>
internal static class FormerIds
{
    /// <param name="url">The post's address.</param>
    /// <param name="slug">Its own, or that of its file's name, as written.</param>
    /// <param name="number">The post's number in WordPress; null where its head names none.</param>
    /// <returns>Null where the program gave none.</returns>
    public static string? Of(IdScheme scheme, Uri site, Uri url, string slug, string? number) => scheme switch
    {
        IdScheme.Jekyll => Jekyll(url, slug),
        IdScheme.Hugo => url.AbsoluteUri,
        IdScheme.WordPress when number is not null && number.All(char.IsAsciiDigit) => $"{site.AbsoluteUri}?p={number}",
        _ => null,
    };

    // jekyll-feed: the folder of the address and the slug, whatever the address itself ends with.
    private static string Jekyll(Uri url, string slug)
    {
        var path = url.AbsolutePath.TrimEnd('/');
        var folder = path[..(path.LastIndexOf('/') + 1)];
        return new Uri(url, $"{(folder.Length == 0 ? "/" : folder)}{Permalinks.Escape(slug)}").AbsoluteUri;
    }
}
