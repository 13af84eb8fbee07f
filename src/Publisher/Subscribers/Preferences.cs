namespace Publisher.Subscribers;

/// <summary>What a reader gets, and how.</summary>
/// <param name="TimeZone">An IANA name; null for the site's.</param>
/// <param name="PausedUntil">Null where mail comes.</param>
internal sealed record Preferences(
    Cadence Cadence,
    IReadOnlyList<string> Topics,
    string Language,
    bool HasChosenLanguage,
    string? TimeZone,
    MailFormat Format,
    DateTimeOffset? PausedUntil)
{
    public static Preferences Of(Subscriber reader) =>
        new(reader.Cadence, reader.Topics, reader.Language, reader.HasChosenLanguage, reader.TimeZone, reader.Format, reader.PausedUntil);
}

/// <summary>What came of a form with preferences.</summary>
internal enum PreferencesFault
{
    /// <summary>A value that our form does not offer.</summary>
    NoFormOfOurs,

    /// <summary>A pause that is no date or ends too late.</summary>
    Pause,
}

/// <summary>Reads a form with preferences against what the reader has. A field that is missing changes nothing; topics are boxes, and none ticked is all.</summary>
internal static class PreferencesForm
{
    /// <summary>Nobody who is away for longer knows that they subscribed.</summary>
    public const int LongestPause = 366;

    public static (Preferences? Preferences, PreferencesFault Fault) Read(SubmittedForm form, Subscriber reader, IReadOnlyList<string> languages, TimeZoneInfo siteZone, DateTimeOffset now)
    {
        var language = form.Language is null ? reader.Language : languages.FirstOrDefault(known => known == form.Language);
        if (form.Cadence is not { } cadence || language is null || Format(form.Format, reader.Format) is not { } format || !Zones.IsOneOrEmpty(form.TimeZone))
            return (null, PreferencesFault.NoFormOfOurs);
        var zone = form.TimeZone is null ? reader.TimeZone : form.TimeZone.Length == 0 ? null : form.TimeZone;
        var (isDate, pause) = form.PauseUntil is null ? (true, reader.PausedUntil) : Pause(form.PauseUntil, Zones.Of(zone, siteZone), now);
        return isDate
            ? (new(cadence, form.Topics, language, reader.HasChosenLanguage || form.Language is not null, zone, format, pause), default)
            : (null, PreferencesFault.Pause);
    }

    /// <summary>The date of a pause as the form shows it, or nothing.</summary>
    public static string PauseDate(DateTimeOffset? until, TimeZoneInfo zone, DateTimeOffset now) =>
        until is { } at && at > now ? Zones.DateText(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime)) : "";

    private static MailFormat? Format(string? text, MailFormat known) =>
        text is null ? known : Enum.GetValues<MailFormat>().Cast<MailFormat?>().FirstOrDefault(format => SubscriberRows.Word(format!.Value) == text);

    // A pause ends as its day begins where the reader is; one that is over is none.
    private static (bool IsDate, DateTimeOffset? Until) Pause(string text, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (text.Length == 0)
            return (true, null);
        if (!Zones.TryReadDate(text, out var date))
            return (false, null);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        if (date.DayNumber - today.DayNumber > LongestPause)
            return (false, null);
        return (true, date <= today ? null : Zones.Begin(date, zone));
    }
}
