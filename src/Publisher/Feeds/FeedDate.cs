using System.Globalization;

namespace Publisher.Feeds;

/// <summary>Instants as feeds write them: UTC, in English, whatever the machine's culture.</summary>
internal static class FeedDate
{
    /// <summary>RFC 822 with the four-digit year of RFC 1123.</summary>
    public static string Rfc822(DateTimeOffset instant) => instant.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339, to the second.</summary>
    public static string Rfc3339(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same second, but never the value that SyndicationFeed takes for "not set" and replaces by the time of writing.</summary>
    public static DateTimeOffset Set(DateTimeOffset instant) =>
        instant.UtcTicks == 0 ? new DateTimeOffset(1, TimeSpan.Zero) : instant.ToUniversalTime();
}
