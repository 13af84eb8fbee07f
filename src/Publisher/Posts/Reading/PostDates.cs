using System.Globalization;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>A date as read: the instant, and what had to be guessed.</summary>
internal readonly record struct ReadDate(DateTimeOffset Value, string? Warning = null);

/// <summary>Stage "date": the many ways in which posts write their date.</summary>
internal static partial class PostDates
{
    /// <summary>Reads a date as Jekyll does.</summary>
    /// <param name="quoted">An unquoted time of day without a zone is UTC, a quoted one is in the site's zone: that is what Jekyll's YAML makes of them.</param>
    /// <returns>Null where the text is no date.</returns>
    public static ReadDate? Read(string text, bool quoted, TimeZoneInfo zone)
    {
        var match = Pattern().Match(text.Trim());
        if (!match.Success)
            return Loose(text, zone);
        if (Day(Number(match, "year"), Number(match, "month"), Number(match, "day"), out var rolled) is not { } day)
            return null;

        var time = new TimeSpan(Number(match, "hour"), Number(match, "minute"), Number(match, "second"));
        if (time >= TimeSpan.FromHours(25) || Number(match, "minute") > 59 || Number(match, "second") > 60)
            return null;
        var local = day + time + Fraction(match);
        var isUtc = !quoted && match.Groups["second"].Success;
        var value = Offset(match.Groups["zone"].Value) is { } offset ? At(local, offset) : isUtc ? At(local, TimeSpan.Zero) : InZone(local, zone);
        return value is null ? null : new(value.Value, rolled ? $"there is no {text.Trim()}; it is read as {day:yyyy-MM-dd}" : null);
    }

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
    public static string WithoutDate(string name) => FileNamePattern().Match(name) is { Success: true } match ? name[match.Length..] : name;

    private static DateTime? Day(int year, int month, int day, out bool rolled)
    {
        rolled = false;
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day is < 1 or > 31)
            return null;
        rolled = day > DateTime.DaysInMonth(year, month);
        return new DateTime(year, month, 1).AddDays(day - 1);
    }

    private static ReadDate? Loose(string text, TimeZoneInfo zone)
    {
        var good = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value);
        var named = DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var local) && local.Kind == DateTimeKind.Unspecified;
        return !good || value.Year is < 2 or > 9998 ? null : new(named ? InZone(local, zone) : value, $"the date '{text}' was read as {value:yyyy-MM-dd}; write it as 2026-02-11 17:18:56 +0900");
    }

    private static TimeSpan? Offset(string zone)
    {
        if (zone.Length == 0)
            return null;
        if (zone is "Z" or "z" or "UTC" or "GMT")
            return TimeSpan.Zero;
        var digits = zone[1..].Replace(":", "", StringComparison.Ordinal);
        var hours = int.Parse(digits[..Math.Min(2, digits.Length)], CultureInfo.InvariantCulture);
        var minutes = digits.Length > 2 ? int.Parse(digits[2..], CultureInfo.InvariantCulture) : 0;
        var size = new TimeSpan(hours, minutes, 0);
        return zone[0] == '-' ? -size : size;
    }

    private static DateTimeOffset? At(DateTime local, TimeSpan offset) =>
        offset.Duration() > TimeSpan.FromHours(14) || local.Year is < 2 or > 9998 ? null : new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset);

    private static DateTimeOffset InZone(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(local));

    private static TimeSpan Fraction(Match match) =>
        match.Groups["fraction"] is { Success: true, Value: var digits } ? TimeSpan.FromSeconds(double.Parse("0" + digits, CultureInfo.InvariantCulture)) : TimeSpan.Zero;

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: var text } ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?<year>\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})(?:[Tt]|\s+|$)(?:(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?<fraction>\.\d{1,7})?\d*)?\s*(?<zone>Z|z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^(?<year>\d{4}|\d{2})-(?<month>\d{1,2})-(?<day>\d{1,2})-", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FileNamePattern();
}
