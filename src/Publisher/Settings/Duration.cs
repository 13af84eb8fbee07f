using System.Globalization;
using System.Text.RegularExpressions;

namespace Publisher.Settings;

/// <summary>Durations are <c>hh:mm:ss</c> or <c>d.hh:mm:ss</c>, with a fraction of a second where one is wanted.</summary>
internal static partial class Duration
{
    public static Reading Read(string text)
    {
        var trimmed = text.Trim();
        if (Written().IsMatch(trimmed) && TimeSpan.TryParseExact(trimmed, "c", CultureInfo.InvariantCulture, out var duration))
            return new(duration);
        return BareSeconds(trimmed) is { } meant
            ? new(null, $"is no duration; write {Write(meant)} for {trimmed} seconds")
            : new(null, "is no duration; write hours, minutes and seconds such as 00:00:30, or days before them such as 2.00:00:00");
    }

    public static string Write(TimeSpan duration)
    {
        var text = duration.ToString("c", CultureInfo.InvariantCulture);
        return duration.Ticks % TimeSpan.TicksPerSecond == 0 ? text : text.TrimEnd('0');
    }

    // TimeSpan itself takes "30" for thirty days.
    private static TimeSpan? BareSeconds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    [GeneratedRegex(@"^([0-9]+\.)?[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?$")]
    private static partial Regex Written();
}
