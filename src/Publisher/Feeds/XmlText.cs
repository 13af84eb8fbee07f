using Publisher.Posts.Reading;

namespace Publisher.Feeds;

/// <summary>Text that any feed can carry: the characters of XML 1.0 (section 2.2) without the C1 controls.</summary>
internal static class XmlText
{
    /// <summary>Drops what no feed may carry, lone surrogates too, and makes every line end <c>\n</c>.</summary>
    public static string Clean(string text) => CleanText.Of(text);

    /// <summary>Cleaned, or null where nothing remains that can be seen.</summary>
    public static string? CleanOrNull(string? text) =>
        text is not null && Clean(text) is var clean && !string.IsNullOrWhiteSpace(clean) ? clean : null;

    /// <summary>Those of which something remains, cleaned.</summary>
    public static IEnumerable<string> CleanAll(IEnumerable<string> texts) => texts.Select(CleanOrNull).OfType<string>();

    /// <summary>Plain text as HTML that shows the same.</summary>
    public static string ToHtml(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
