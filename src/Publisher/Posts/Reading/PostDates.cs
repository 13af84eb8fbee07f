using System.Globalization;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>A date as read: the instant, and what had to be guessed.</summary>
internal readonly record struct ReadDate(DateTimeOffset Value, string? Warning = null);

/// <summary>Stage "date": the many ways in which posts write their date.</summary>
internal static partial class PostDates
{
    private const int MaxLooseLength = 100;

    // As the command `date` prints it.
    private static readonly string[] UnixFormats = ["ddd MMM d HH:mm:ss yyyy", "ddd MMM d HH:mm:ss zzz yyyy"];

    // The abbreviations that Ruby, and so Jekyll, knows beside UTC and GMT; only the common ones.
    private static readonly Dictionary<string, int> ZoneHours = new(StringComparer.Ordinal)
    {
        ["JST"] = 9,
        ["CET"] = 1,
        ["CEST"] = 2,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
    };

    /// <param name="isUtc">Whether a time of day with seconds and without a zone is UTC, and not the site's: see <see cref="TimesWithoutZone"/>.</param>
    /// <returns>Null where the text is no date.</returns>
    public static ReadDate? Read(string text, bool isUtc, TimeZoneInfo zone)
    {
        if (PlainDate.Read(text) is { } plain && At(plain, isUtc, zone) is { } date)
            return new(date);
        var match = Pattern().Match(text.Trim());
        if (!match.Success)
            return Loose(text, zone);
        var rest = match.Groups["rest"].Value.Trim();
        return rest.Length > 0 ? Loose(text, zone) ?? Strict(match, text, inZone: true, zone) : Strict(match, text, !isUtc, zone);
    }

    /// <summary>The date in the folders of a path such as <c>2022/04/07/name</c>, at midnight in the site's zone.</summary>
    public static DateTimeOffset? FromFolders(string path, TimeZoneInfo zone) =>
        FolderPattern().Match(path) is { Success: true } match && Day(Number(match, "year"), Number(match, "month"), Number(match, "day"), out _) is { } day ? InZone(day, zone) : null;

    /// <summary>The date that a file name begins with, at midnight in the site's zone.</summary>
    public static DateTimeOffset? FromFileName(string name, TimeZoneInfo zone)
    {
        var match = FileNamePattern().Match(name);
        if (!match.Success)
            return null;
        var year = Number(match, "year");
        return Day(year < 100 ? 2000 + year : year, Number(match, "month"), Number(match, "day"), out _) is { } day ? InZone(day, zone) : null;
    }

    /// <summary>The file name without the date it begins with, if it does.</summary>
    public static string WithoutDate(string name)
    {
        foreach (var match in FileNamePattern().EnumerateMatches(name))
            return name[match.Length..];
        return name;
    }

    private static DateTime? Day(int year, int month, int day, out bool rolled)
    {
        rolled = false;
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day is < 1 or > 31)
            return null;
        rolled = day > DateTime.DaysInMonth(year, month);
        return new DateTime(year, month, 1).AddDays(day - 1);
    }

    private static ReadDate? Strict(Match match, string text, bool inZone, TimeZoneInfo zone)
    {
        if (Day(Number(match, "year"), Number(match, "month"), Number(match, "day"), out var rolled) is not { } day)
            return null;
        var time = new TimeSpan(Number(match, "hour"), Number(match, "minute"), Number(match, "second"));
        if (time >= TimeSpan.FromHours(25) || Number(match, "minute") > 59 || Number(match, "second") > 60)
            return null;
        var local = day + time + Fraction(match);
        // With other marks than hyphens it is no time to YAML, but a text.
        var isUtc = !inZone && match.Groups["second"].Success && match.Groups["iso"].Success;
        var value = Offset(match) is { } offset ? At(local, offset) : isUtc ? At(local, TimeSpan.Zero) : InZone(local, zone);
        var warning = rolled ? $"there is no {text.Trim()}; it is read as {day:yyyy-MM-dd}"
            : match.Groups["rest"].Value.Trim() is { Length: > 0 } rest ? $"'{rest}' at the end of the date '{text.Trim()}' is ignored"
            : null;
        return value is null ? null : new(value.Value, warning);
    }

    // Without a year in the text the library would take this year or even today: a date is never "now".
    private static ReadDate? Loose(string text, TimeZoneInfo zone)
    {
        if (text.Length > MaxLooseLength || !YearPattern().IsMatch(text))
            return null;
        var abbreviation = ZonePattern().Match(text);
        var plain = abbreviation.Success ? text.Remove(abbreviation.Index, abbreviation.Length) : text;
        const DateTimeStyles styles = DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault | DateTimeStyles.AllowWhiteSpaces;
        if (!DateTime.TryParse(plain, CultureInfo.InvariantCulture, styles, out var read) && !DateTime.TryParseExact(plain, UnixFormats, CultureInfo.InvariantCulture, styles, out read))
            return null;
        var value = read.Kind == DateTimeKind.Utc ? At(read, TimeSpan.Zero)
            : abbreviation.Success ? At(read, TimeSpan.FromHours(ZoneHours[abbreviation.Value]))
            : InZone(read, zone);
        return value is null ? null : new(value.Value, $"the date '{text}' was read as {value.Value:yyyy-MM-dd HH:mm zzz}; write it as 2026-02-11 17:18:56 +0900");
    }

    private static TimeSpan? Offset(Match match)
    {
        if (!match.Groups["zone"].Success)
            return null;
        var size = new TimeSpan(Number(match, "hours"), Number(match, "minutes"), 0);
        return match.Groups["sign"].ValueSpan is "-" ? -size : size;
    }

    private static DateTimeOffset? At(PlainDate date, bool isUtc, TimeZoneInfo zone) =>
        date.Offset is { } offset ? At(date.Local, offset) : isUtc && date.HasTime ? At(date.Local, TimeSpan.Zero) : InZone(date.Local, zone);

    private static DateTimeOffset? At(DateTime local, TimeSpan offset) =>
        offset.Duration() > TimeSpan.FromHours(14) || local.Year is < 2 or > 9998 ? null : new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset);

    private static DateTimeOffset? InZone(DateTime local, TimeZoneInfo zone) => At(local, zone.GetUtcOffset(local));

    private static TimeSpan Fraction(Match match) =>
        match.Groups["fraction"] is { Success: true, Value: var digits } ? TimeSpan.FromSeconds(double.Parse("0" + digits, CultureInfo.InvariantCulture)) : TimeSpan.Zero;

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true, ValueSpan: var text } ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    // Digits are ASCII digits: \d would take those of every script, which no number is read from.
    [GeneratedRegex(
        @"^(?<year>[0-9]{4})(?:(?<iso>-)|[/.]|\.?\s+|\s*[年년]\s*)(?<month>[0-9]{1,2})(?:-|[/.]|\.?\s+|\s*[月월]\s*)(?<day>[0-9]{1,2})(?:\.|\s*[日일])?(?:[Tt]|\s+|$)"
        + @"(?:(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?<fraction>\.[0-9]{1,7})?[0-9]*)?\s*(?<zone>(?:UTC|GMT)?(?<sign>[+-])(?<hours>[0-9]{1,2}?)(?::?(?<minutes>[0-9]{2}))?(?![0-9])|Z|z|UTC|GMT)?)?"
        + @"(?<rest>(?<=\s).*|\s.*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();

    [GeneratedRegex("^(?<year>[0-9]{4}|[0-9]{2})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})-", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FileNamePattern();

    [GeneratedRegex("(^|/)(?<year>[0-9]{4})/(?<month>[0-9]{1,2})/(?<day>[0-9]{1,2})/", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FolderPattern();

    [GeneratedRegex("(?<![0-9])[0-9]{4}(?![0-9])")]
    private static partial Regex YearPattern();

    [GeneratedRegex(@"\b(JST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex ZonePattern();
}
