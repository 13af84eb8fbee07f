namespace Publisher.Posts.Reading;

/// <summary>The names under which heads hold the same thing, the first that is there counts. Keys compare without case; a dot leads into a map.</summary>
internal static class HeadKeys
{
    public static readonly string[] Date = ["date", "pubDate", "pubDatetime", "publishDate", "published_at", "publishedAt", "datePublished", "date_published", "published_on", "publishedOn", "created", "created_at", "createdAt"];

    /// <summary>When a post appears, where that is not its date.</summary>
    public static readonly string[] Appears = ["publishDate", "pubDate", "published_at", "publishedAt"];

    public static readonly string[] Updated = ["updated", "last_modified_at", "lastmod", "modified", "date_updated", "updated_at", "updatedDate", "updatedAt", "last_update.date", "modDatetime", "date_modified"];

    public static readonly string[] Expires = ["expiryDate", "expiry_date", "expires", "unpublishDate"];

    public static readonly string[] Summary = ["excerpt", "description", "summary", "subtitle", "abstract"];

    public static readonly string[] Image =
    [
        "image", "image.path", "image.feature", "image.url", "image.src", "images", "cover", "cover.image", "cover.src", "cover.url", "thumbnail", "featured_image", "featureImage", "featuredImage", "feature_image",
        "header_image", "header.image", "header.teaser", "heroImage", "heroImage.src", "hero_image", "ogImage", "ogImage.src", "og_image", "banner", "banner.content", "banner.image", "coverImage", "cover_image", "eyecatch", "extra.image",
    ];

    public static readonly string[] OwnId = ["guid", "id", "uuid", "post_id"];

    /// <summary>The number of a post in WordPress.</summary>
    public static readonly string[] Number = ["wordpress_id", "post_id", "wp_id", "id"];

    public static readonly string[] Slug = ["slug", "basename"];

    public static readonly string[] Permalink = ["permalink", "url", "path"];

    /// <summary>Those of them that say with <c>false</c> that the post is no page.</summary>
    public static readonly string[] NoPage = ["permalink", "url"];

    /// <summary>Of two that contradict each other, neither counts.</summary>
    public static readonly HashSet<string> Flags = new(["draft", "published", "publish", "public", "status"], StringComparer.OrdinalIgnoreCase);

    public static readonly string[] Redirects = ["redirect_from", "aliases", "alias"];

    public static readonly string[] Canonical = ["canonical_url", "canonicalUrl", "canonicalURL", "canonical"];

    public static readonly string[] External = ["external_url", "externalUrl", "link", "itemUrl", "link_url"];

    public static readonly string[] Language = ["lang", "language", "locale"];

    public static readonly string[] Authors = ["author", "authors"];

    public static readonly string[] Media = ["enclosure", "podcast_file", "audio", "audio_file_path", "audio_url", "podcast.audio", "podcast.file", "media"];

    public static readonly string[] MediaBytes = ["podcast_bytes", "audio_bytes", "audio_file_size", "enclosure_length", "podcast.bytes", "podcast.size", "bytes", "length"];

    public static readonly string[] MediaDuration = ["podcast_duration", "audio_duration", "duration", "itunes_duration", "podcast.duration"];
}
