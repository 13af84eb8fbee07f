using System.Buffers;
using System.Globalization;
using System.Text;

namespace Publisher.Posts.Reading;

/// <summary>Names for addresses, as Jekyll makes them from file names.</summary>
internal static class Slugs
{
    private const string Kept = "._~!$&'()+,;=@";

    // Most names are slugs already.
    private static readonly SearchValues<char> Plainest = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-" + Kept);

    /// <summary>Letters, digits, marks and <c>._~!$&amp;'()+,;=@</c> stay as they are; any other run becomes one hyphen.</summary>
    public static string FromName(string name)
    {
        if (!name.AsSpan().ContainsAnyExcept(Plainest) && !name.Contains("--", StringComparison.Ordinal) && name is [not '-', .., not '-'])
            return name;
        var slug = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (IsKept(rune))
                slug.Append(rune);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.ToString().Trim('-');
    }

    /// <summary>Lower case letters and digits only: <c>:slugified_categories</c>, topics.</summary>
    public static string Plain(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || IsMark(rune))
                slug.Append(Rune.ToLowerInvariant(rune));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.ToString().Trim('-');
    }

    /// <summary>A title made of a slug: each word capitalised.</summary>
    public static string ToTitle(string slug) => string.Join(' ', slug.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(Capitalise));

    private static string Capitalise(string word) =>
        string.Concat(StringInfo.GetNextTextElement(word).ToUpperInvariant(), word[StringInfo.GetNextTextElementLength(word)..].ToLowerInvariant());

    private static bool IsKept(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || IsMark(rune) || (rune.IsBmp && Kept.Contains((char)rune.Value, StringComparison.Ordinal));

    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
