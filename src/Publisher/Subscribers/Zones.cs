using System.Collections.Frozen;
using System.Globalization;

namespace Publisher.Subscribers;

/// <summary>Time zones of one part of the world, as a form offers them.</summary>
internal sealed record ZoneGroup(string Name, IReadOnlyList<ZoneChoice> Zones);

internal sealed record ZoneChoice(string Id, string Name);

/// <summary>The time zones that readers choose from: those of IANA that are named after a place, and UTC.</summary>
internal static class Zones
{
    private const string Utc = "UTC";
    private const string DateForm = "yyyy-MM-dd";
    private static readonly string[] Regions = ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

    private static readonly FrozenSet<string> Known = TimeZoneInfo.GetSystemTimeZones().Select(Iana).OfType<string>().Where(IsPlace).Append(Utc).ToFrozenSet(StringComparer.Ordinal);

    public static IReadOnlyList<ZoneGroup> All { get; } =
    [
        .. Known.Where(IsPlace).GroupBy(Region).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new ZoneGroup(
            group.Key,
            [.. group.Order(StringComparer.Ordinal).Select(id => new ZoneChoice(id, id[(group.Key.Length + 1)..].Replace('_', ' ').Replace("/", " – ", StringComparison.Ordinal)))])),
    ];

    /// <summary>Whether a field holds one of them, or none.</summary>
    public static bool IsOneOrEmpty(string? id) => string.IsNullOrEmpty(id) || Known.Contains(id) || IsOlderName(id);

    /// <summary>The zone of a name, or the other one where there is none or this machine does not know it.</summary>
    public static TimeZoneInfo Of(string? id, TimeZoneInfo otherwise) =>
        id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : otherwise;

    public static string DateText(DateOnly date) => date.ToString(DateForm, CultureInfo.InvariantCulture);

    public static bool TryReadDate(string text, out DateOnly date) => DateOnly.TryParseExact(text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>The first instant of a day; where clocks go forward at midnight, the day begins an hour later.</summary>
    public static DateTimeOffset Begin(DateOnly date, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    // A name that an import brought and that the list leaves out, such as Japan, stays good.
    private static bool IsOlderName(string id) => id.Length <= 64 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '+' or '-') && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId && zone.Id == id;

    private static bool IsPlace(string id) => Regions.Contains(Region(id), StringComparer.Ordinal) && id.Contains('/', StringComparison.Ordinal);

    private static string Region(string id) => id.Split('/')[0];

    private static string? Iana(TimeZoneInfo zone) =>
        zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var id) ? id : null;
}
