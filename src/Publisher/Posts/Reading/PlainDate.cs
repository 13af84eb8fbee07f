namespace Publisher.Posts.Reading;

/// <summary>A date in one of the forms that nearly all heads have, read without the match that takes all of them apart: <c>2026-02-11</c>, <c>2026-02-11 17:18:56</c> or with a <c>T</c>, and <c>+0900</c>, <c>+09:00</c> or <c>Z</c> behind that.</summary>
/// <param name="HasTime">Whether it names a time of day.</param>
/// <param name="Offset">From UTC; null where it names none.</param>
internal readonly record struct PlainDate(DateTime Local, bool HasTime, TimeSpan? Offset)
{
    private const int DayLength = 10;
    private const int TimeLength = 19;

    /// <returns>Null for any other form, and for what no calendar and no clock has.</returns>
    public static PlainDate? Read(ReadOnlySpan<char> text)
    {
        if (text.Length < DayLength || text[4] != '-' || text[7] != '-' || Pair(text, 0) is not (>= 0 and var century) || Pair(text, 2) is not (>= 0 and var year))
            return null;
        var (month, day) = (Pair(text, 5), Pair(text, 8));
        year += 100 * century;
        if (year is < 2 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        var date = new DateTime(year, month, day);
        return text.Length == DayLength ? new(date, HasTime: false, null) : WithTime(date, text);
    }

    private static PlainDate? WithTime(DateTime date, ReadOnlySpan<char> text)
    {
        if (text.Length < TimeLength || text[DayLength] is not (' ' or 'T') || text[13] != ':' || text[16] != ':')
            return null;
        var (hour, minute, second) = (Pair(text, 11), Pair(text, 14), Pair(text, 17));
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
            return null;
        var local = date.AddSeconds((((hour * 60) + minute) * 60) + second);
        var rest = text[TimeLength..];
        return rest.IsEmpty ? new(local, HasTime: true, null) : ReadOffset(rest) is { } offset ? new(local, HasTime: true, offset) : null;
    }

    private static TimeSpan? ReadOffset(ReadOnlySpan<char> text)
    {
        var zone = text[0] == ' ' ? text[1..] : text;
        if (zone is "Z")
            return TimeSpan.Zero;
        if (zone.Length is not (5 or 6) || zone[0] is not ('+' or '-') || (zone.Length == 6 && zone[3] != ':'))
            return null;
        var (hours, minutes) = (Pair(zone, 1), Pair(zone, zone.Length - 2));
        return hours is < 0 or > 13 || minutes is < 0 or > 59 ? null : new TimeSpan(hours, minutes, 0) * (zone[0] == '-' ? -1 : 1);
    }

    /// <returns>Two digits as a number; below zero where they are none.</returns>
    private static int Pair(ReadOnlySpan<char> text, int at) =>
        char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) ? ((text[at] - '0') * 10) + text[at + 1] - '0' : -1;
}
