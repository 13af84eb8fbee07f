using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Publisher.Settings;

/// <summary>Writes a value the way it is written in the settings.</summary>
internal static class SettingText
{
    public static string Of(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        Enum choice => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString()),
        TimeSpan duration => Duration.Write(duration),
        TimeZoneInfo zone => zone.Id,
        Uri uri => uri.OriginalString,
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(Of)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
