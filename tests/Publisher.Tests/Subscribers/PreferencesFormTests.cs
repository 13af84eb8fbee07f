using CsCheck;
using Publisher.Subscribers;

namespace Publisher.Tests.Subscribers;

/// <summary>Forms as anybody may fill them in, and days as they begin around the world.</summary>
public sealed class PreferencesFormTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);
    private static readonly string[] Languages = ["en", "ja"];
    private static readonly Subscriber Reader = new(7, "reader@example.com", SubscriberStatus.Confirmed, Cadence.Weekly, ["News"], "ja", 0, Now);
    private static readonly IReadOnlyList<string> Ids = [.. Zones.All.SelectMany(group => group.Zones).Select(zone => zone.Id)];

    private static readonly string?[] Values = [null, "", "en", "ja", "html", "text", "UTC", "Asia/Tokyo", "2026-03-01", "2026-02-14", "x"];

    private static readonly Gen<string?> Field = Gen.Select(Gen.Int[0, 13], Gen.String).Select((at, text) => at < Values.Length ? Values[at] : text);

    [Fact]
    public void Whatever_is_sent_what_is_kept_is_within_bounds() => Gen.Select(Field, Field, Field, Field).Sample((language, zone, format, pause) =>
    {
        var form = new SubmittedForm("", Cadence.Daily, [], false, "", language, zone, format, pause, null);
        var (kept, _) = PreferencesForm.Read(form, Reader, Languages, TimeZoneInfo.Utc, Now);
        if (kept is null)
            return;
        Assert.Contains(kept.Language, Languages);
        Assert.True(kept.TimeZone is null || TimeZoneInfo.TryFindSystemTimeZoneById(kept.TimeZone, out _));
        Assert.True(kept.PausedUntil is null || (kept.PausedUntil > Now && kept.PausedUntil < Now.AddDays(PreferencesForm.LongestPause + 2)));
    });

    [Fact]
    public void A_day_begins_within_itself_and_not_a_quarter_of_an_hour_before() => Gen.Select(Gen.Int[0, Ids.Count - 1], Gen.Int[0, 6000]).Sample((at, day) =>
    {
        var (zone, date) = (TimeZoneInfo.FindSystemTimeZoneById(Ids[at]), new DateOnly(2015, 1, 1).AddDays(day));
        var begin = Zones.Begin(date, zone);
        var local = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(begin, zone).DateTime);
        // Samoa and others had a day that never was.
        Assert.True(local == date || local == date.AddDays(1), $"{zone.Id} {date}: {begin}");
        Assert.True(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(begin.AddHours(-3), zone).DateTime) < date);
    });

    [Fact]
    public void The_list_of_zones_is_that_of_the_world()
    {
        Assert.InRange(Ids.Count, 300, 700);
        Assert.All(new[] { "Asia/Tokyo", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Pacific/Auckland" }, id => Assert.Contains(id, Ids));
        Assert.DoesNotContain(Ids, id => id.StartsWith("Etc/", StringComparison.Ordinal));
        Assert.Equal("Argentina – Buenos Aires", Zones.All.SelectMany(group => group.Zones).Single(zone => zone.Id == "America/Argentina/Buenos_Aires").Name);
    }
}
