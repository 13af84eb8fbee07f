using Publisher.Posts;

namespace Publisher.Feeds;

/// <summary>The media type of an enclosure, which every format asks for.</summary>
internal static class EnclosureType
{
    public static string Of(Enclosure enclosure) => enclosure.Type ?? "application/octet-stream";

    public static bool IsEpisode(Enclosure enclosure) => MediumOf(enclosure) is not null;

    /// <summary>The word of Media RSS; null where it is neither heard nor seen.</summary>
    public static string? MediumOf(Enclosure enclosure) =>
        Of(enclosure).StartsWith("audio/", StringComparison.OrdinalIgnoreCase) ? "audio"
        : Of(enclosure).StartsWith("video/", StringComparison.OrdinalIgnoreCase) ? "video"
        : null;
}
