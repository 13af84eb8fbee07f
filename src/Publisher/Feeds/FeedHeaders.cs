using Microsoft.Extensions.Primitives;

namespace Publisher.Feeds;

/// <summary>What every answer with a feed says, here and on a static host.</summary>
internal static class FeedHeaders
{
    public const string CacheControl = FeedAge.CacheControl;

    public const string Vary = "Accept-Encoding";

    public const string Methods = "GET, HEAD, OPTIONS";

    /// <summary>What a page of elsewhere may ask with.</summary>
    public const string AllowedHeaders = "If-None-Match, If-Modified-Since";

    /// <summary>What it may read of the answer, beside what any may.</summary>
    public const string ExposedHeaders = "ETag";

    /// <summary>What a static host is to say with each feed, beside its type.</summary>
    public static IReadOnlyList<(string Name, string Value)> Static { get; } =
    [
        ("Cache-Control", CacheControl),
        ("Vary", Vary),
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Expose-Headers", ExposedHeaders),
        ("X-Content-Type-Options", "nosniff"),
    ];

    private static readonly StringValues s_cacheControl = CacheControl;
    private static readonly StringValues s_noSniff = "nosniff";
    private static readonly StringValues s_vary = Vary;
    private static readonly StringValues s_anybody = "*";
    private static readonly StringValues s_exposed = ExposedHeaders;

    /// <summary>Those that a 304 carries as well (RFC 9110, section 15.4.5).</summary>
    public static void Write(IHeaderDictionary headers, PublishedFile file, Representation representation)
    {
        headers.ETag = representation.ETag;
        if (file.Links.Count > 0)
            headers.Link = file.Links;
        headers.LastModified = file.LastModifiedText;
        headers.CacheControl = s_cacheControl;
        headers.Vary = s_vary;
        headers.XContentTypeOptions = s_noSniff;
        headers.AccessControlAllowOrigin = s_anybody;
        headers.AccessControlExposeHeaders = s_exposed;
    }
}
