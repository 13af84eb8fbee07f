using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>Language tags (BCP 47) as posts, names and folders write them.</summary>
internal static partial class Languages
{
    // Two letters that a folder of posts may well mean otherwise, such as it, cs or is, are not among them.
    private static readonly HashSet<string> InNames = new(
        ["en", "ja", "ko", "zh", "de", "fr", "es", "pt", "ru", "he", "ar", "uk", "nl", "sv", "da", "nb", "fi", "hu", "el", "tr", "th", "vi", "fa", "hi", "bn", "id", "ro", "bg", "hr", "sr", "sk", "ca"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>With hyphens, a region in upper case, a script with a capital: <c>zh_hant_tw</c> is <c>zh-Hant-TW</c>; null where it is no tag.</summary>
    public static string? Tag(string text)
    {
        // The locales of Unix end in the encoding: ja_JP.UTF-8.
        var parts = text.Split('.')[0].Trim().Split('_', '-');
        if (!Primary().IsMatch(parts[0]) || parts.Skip(1).Any(part => part.Length is 0 or > 8 || !part.All(char.IsAsciiLetterOrDigit)))
            return null;
        return string.Join('-', parts.Select((part, at) => at == 0 ? part.ToLowerInvariant() : Subtag(part)));
    }

    private static string Subtag(string part) => part.Length switch
    {
        2 => part.ToUpperInvariant(),
        4 when part.All(char.IsAsciiLetter) => char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant(),
        _ => part,
    };

    /// <summary>The language that a name such as <c>name.en</c> ends with.</summary>
    public static string? OfName(string name) => name.LastIndexOf('.') is > 0 and var dot && IsName(name[(dot + 1)..]) ? Tag(name[(dot + 1)..]) : null;

    /// <summary>The language that a folder on the way is named by; the innermost counts.</summary>
    public static string? OfFolders(string path) => path.Split('/')[..^1].LastOrDefault(IsName) is { } folder ? Tag(folder) : null;

    private static bool IsName(string text) => Name().IsMatch(text) && InNames.Contains(text[..2]);

    [GeneratedRegex("^[A-Za-z]{2,3}$")]
    private static partial Regex Primary();

    [GeneratedRegex("^[A-Za-z]{2}([-_]([A-Za-z]{2}|Hans|Hant))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
