using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>Addresses by Hugo's rules: its placeholders, and paths in lower case with hyphens for spaces.</summary>
internal static partial class HugoPermalinks
{
    private const string Kept = "./\\_#+~-@";

    /// <param name="template">Such as <c>/:year/:slugorfilename/</c>.</param>
    /// <param name="parts">The slug is the head's own, or empty.</param>
    public static string Path(string template, PermalinkParts parts)
    {
        var filled = Placeholder().Replace(template, match => Fill(match, parts) ?? match.Value);
        return Slashes().Replace("/" + Urlize(filled), "/");
    }

    /// <summary>Letters, digits, marks and <c>./\_#+~-@</c> stay, in lower case; spaces become one hyphen; all else goes.</summary>
    public static string Urlize(string text)
    {
        var made = new StringBuilder(text.Length);
        var isPending = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsKept(rune))
            {
                isPending |= Rune.IsWhiteSpace(rune) && made.Length > 0 && made[^1] != '-';
                continue;
            }

            if (isPending && rune.Value != '-')
                made.Append('-');
            isPending = false;
            made.Append(Rune.ToLowerInvariant(rune));
        }

        return made.ToString();
    }

    private static bool IsKept(Rune rune) => Rune.IsLetterOrDigit(rune) || Slugs.IsMark(rune) || (rune.IsBmp && Kept.Contains((char)rune.Value, StringComparison.Ordinal));

    private static string? Fill(Match match, PermalinkParts parts)
    {
        var date = parts.Local;
        return match.Groups["name"].Value switch
        {
            "year" => Text(date.Year, "0000"),
            "month" => Text(date.Month, "00"),
            "monthname" => date.ToString("MMMM", CultureInfo.InvariantCulture),
            "day" => Text(date.Day, "00"),
            "weekday" => Text((int)date.DayOfWeek, "0"),
            "weekdayname" => date.ToString("dddd", CultureInfo.InvariantCulture),
            "yearday" => Text(date.DayOfYear, "0"),
            "section" => parts.Folders is [var section, ..] ? section : "",
            "sections" => string.Join('/', Slice(parts.Folders, match.Groups["slice"].Value)),
            "title" => parts.Title,
            "slug" => parts.OwnSlug ?? parts.Title,
            "slugorfilename" or "slugorcontentbasename" => parts.OwnSlug ?? parts.FileName,
            "filename" or "contentbasename" => parts.FileName,
            _ => null,
        };
    }

    private static IEnumerable<string> Slice(IReadOnlyList<string> folders, string slice)
    {
        if (slice.Length == 0)
            return folders;
        var ends = slice.Split(':');
        var from = Index(ends[0], folders.Count, 0);
        var to = ends.Length > 1 ? Index(ends[1], folders.Count, folders.Count) : from + 1;
        return folders.Skip(from).Take(Math.Max(0, to - from));
    }

    private static int Index(string text, int count, int otherwise) =>
        text == "last" ? Math.Max(0, count - 1) : int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string Text(int number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex(@":(?<name>slugorcontentbasename|contentbasename|slugorfilename|filename|weekdayname|weekday|monthname|yearday|sections|section|month|title|year|slug|day)(\[(?<slice>[^\]]*)\])?", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}
