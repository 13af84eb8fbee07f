namespace Publisher.Posts.Reading;

/// <summary>Whether a head says "not yet". In doubt the post is a draft: what was not published can be, what was mailed cannot be taken back.</summary>
internal static class DraftFlag
{
    private static readonly string[] PublishKeys = ["published", "publish", "public"];

    /// <summary>Why the post is a draft; null where it is none.</summary>
    public static string? Read(FrontMatter front, List<(int Line, string Message)> warnings)
    {
        if (front.Flag("draft", out var unclear) == true)
            return "draft: true";
        if (unclear is not null)
            return Doubt("draft", unclear, front, warnings);
        foreach (var key in PublishKeys)
        {
            if (front.Flag(key, out unclear) == false)
                return $"{key}: false";
            if (unclear is not null && PostDates.Read(unclear, quoted: false, TimeZoneInfo.Utc) is null)
                return Doubt(key, unclear, front, warnings);
        }

        return front.NonEmpty("status")?.ToLowerInvariant() is "draft" or "pending" or "private" or "trash"
            ? $"status: {front.NonEmpty("status")}"
            : null;
    }

    private static string Doubt(string key, string value, FrontMatter front, List<(int Line, string Message)> warnings)
    {
        warnings.Add((front.Line(key), $"'{key}: {value}' is neither true nor false; the post stays a draft until it is"));
        return $"{key}: {value}";
    }
}
