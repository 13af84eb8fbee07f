using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Publisher.Newsletter;

/// <summary>The name of an issue in its address: the day, some words, and a mark made from its key, so that every machine gives the same and no two issues share one. ASCII, for a mail in plain text shows the address as it is.</summary>
internal static class IssueSlug
{
    private const int MaxWords = 48;
    private const string Digits = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <param name="words">Texts to make the words of; the first that ASCII can tell counts.</param>
    public static string Of(DateTimeOffset day, string key, params ReadOnlySpan<string> words)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var text in words)
        {
            if (Words(text) is { } name)
                return $"{date}-{name}-{Mark(key)}";
        }

        return $"{date}-{Mark(key)}";
    }

    /// <returns>Null where most letters would be lost.</returns>
    private static string? Words(string text)
    {
        var (slug, letters) = (new StringBuilder(), 0);
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            letters += Rune.IsLetterOrDigit(rune) ? 1 : 0;
            if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
                slug.Append(Rune.ToLowerInvariant(rune));
            else if (!IsJoined(rune) && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var name = Shortened(slug.ToString().Trim('-'));
        return name.Length > 0 && slug.Length * 2 >= letters ? name : null;
    }

    private static bool IsJoined(Rune rune) => rune.Value is '\'' or '’' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark;

    private static string Shortened(string slug) =>
        slug.Length <= MaxWords ? slug : slug[..(slug.LastIndexOf('-', MaxWords) is > 0 and var end ? end : MaxWords)];

    // Forty bits.
    private static string Mark(string key) => string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(key)).Take(8).Select(octet => Digits[octet % Digits.Length]));
}
