namespace Publisher.Feeds;

/// <summary>How long a feed may be kept before it is asked for again: one answer for caches (RFC 9111) and for readers (RSS 2.0, ttl).</summary>
internal static class FeedAge
{
    public const int Minutes = 5;

    public const string CacheControl = "public, max-age=300";
}
