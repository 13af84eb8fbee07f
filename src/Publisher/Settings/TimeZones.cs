namespace Publisher.Settings;

/// <summary>Reads IANA zones such as <c>Asia/Tokyo</c>, on every operating system alike.</summary>
internal static class TimeZones
{
    public static Reading Read(string text)
    {
        var id = text.Trim();
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId)
            return new(zone);
        return new(null, Meant(id) is { } meant
            ? $"is no time zone; did you mean {meant}?"
            : "is no time zone; give an IANA name such as Europe/Berlin or UTC");
    }

    private static string? Meant(string id) =>
        TimeZoneInfo.TryConvertWindowsIdToIanaId(id, out var iana)
            ? iana
            : Nearest.To(id, TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id));
}
