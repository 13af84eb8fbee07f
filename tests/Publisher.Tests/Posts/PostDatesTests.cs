using System.Globalization;
using CsCheck;
using Publisher.Posts.Reading;

namespace Publisher.Tests.Posts;

public sealed class PostDatesTests
{
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    [Theory]
    [InlineData("2015-01-01 20:00:00", "2015-01-01T20:00:00Z")]
    [InlineData("2015-01-01T20:00:00", "2015-01-01T20:00:00Z")]
    [InlineData("2015-01-01 20:00", "2015-01-01T20:00:00+09:00")]
    [InlineData("2015-01-05", "2015-01-05T00:00:00+09:00")]
    [InlineData("2015-1-5", "2015-01-05T00:00:00+09:00")]
    [InlineData("2015-01-01 20:00:00 +0000", "2015-01-01T20:00:00Z")]
    [InlineData("2015-01-01 20:00:00 -4", "2015-01-01T20:00:00-04:00")]
    [InlineData("2015-01-01 20:00:00 +930", "2015-01-01T20:00:00+09:30")]
    [InlineData("2015-01-01 20:00:00+09:00", "2015-01-01T20:00:00+09:00")]
    [InlineData("2015-01-01T20:00:00.789Z", "2015-01-01T20:00:00.789Z")]
    [InlineData("2015-01-01T20:00:00.123456789Z", "2015-01-01T20:00:00.1234567Z")]
    [InlineData("2015-01-01T0:00:00-08:00", "2015-01-01T00:00:00-08:00")]
    [InlineData("2015-01-01 20:00:00 UTC", "2015-01-01T20:00:00Z")]
    [InlineData("2015-01-01 20:00:00 UTC+8", "2015-01-01T20:00:00+08:00")]
    [InlineData("2013/04/01 03:54:00 +0900", "2013-04-01T03:54:00+09:00")]
    [InlineData("2015-01-01 24:00:00", "2015-01-02T00:00:00Z")]
    [InlineData("2013/04/01 03:54:00", "2013-04-01T03:54:00+09:00")]
    [InlineData("2015.01.02", "2015-01-02T00:00:00+09:00")]
    [InlineData("2015年1月2日 3:04:05", "2015-01-02T03:04:05+09:00")]
    [InlineData("2015년 1월 2일", "2015-01-02T00:00:00+09:00")]
    public void A_date_is_the_instant_that_Jekyll_sees(string text, string expected)
    {
        Assert.Equal(At(expected), PostDates.Read(text, isUtc: true, Tokyo)!.Value.Value);
        Assert.Null(PostDates.Read(text, isUtc: true, Tokyo)!.Value.Warning);
    }

    [Theory]
    [InlineData("2015-01-01 20:00:00", "2015-01-01T20:00:00+09:00")]
    [InlineData("2015-01-01 20:00", "2015-01-01T20:00:00+09:00")]
    [InlineData("2015-01-01", "2015-01-01T00:00:00+09:00")]
    [InlineData("2015-01-01 20:00:00 -0400", "2015-01-01T20:00:00-04:00")]
    public void In_quotes_a_time_without_a_zone_is_in_the_sites(string text, string expected) =>
        Assert.Equal(At(expected), PostDates.Read(text, isUtc: false, Tokyo)!.Value.Value);

    [Theory]
    [InlineData("2023-01-29 18:30:22 2023 -0800", "2023-01-29T18:30:22+09:00")]
    [InlineData("2015-01-05 in the morning", "2015-01-05T00:00:00+09:00")]
    [InlineData("2015-01-05 7:30 PM", "2015-01-05T19:30:00+09:00")]
    [InlineData("Fri Feb 4 12:54:22 JST 2022", "2022-02-04T12:54:22+09:00")]
    [InlineData("Fri Feb 4 12:54:22 PST 2022", "2022-02-04T12:54:22-08:00")]
    [InlineData("January 2, 2015", "2015-01-02T00:00:00+09:00")]
    [InlineData("2 Jan 2015 10:00:00 GMT", "2015-01-02T10:00:00Z")]
    [InlineData("Thu, 01 Jan 2015 10:00:00 +0100", "2015-01-01T10:00:00+01:00")]
    [InlineData("2015-02-30", "2015-03-02T00:00:00+09:00")]
    [InlineData("2015-04-31 10:00:00 +0000", "2015-05-01T10:00:00Z")]
    public void What_can_be_understood_is_read_with_a_warning(string text, string expected)
    {
        var read = PostDates.Read(text, isUtc: true, Tokyo);
        Assert.Equal(At(expected), read?.Value);
        Assert.NotNull(read!.Value.Warning);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("today")]
    [InlineData("now")]
    [InlineData("12:30")]
    [InlineData("May 5")]
    [InlineData("3.5")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("2015")]
    [InlineData("2015-13-01")]
    [InlineData("2015-00-10")]
    [InlineData("2015-01-32")]
    [InlineData("2015-01-01 25:00:00")]
    [InlineData("2015-01-01 10:61:00")]
    [InlineData("2015-01-01 10:00:00 +9900")]
    [InlineData("0000-00-00")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("9999-12-31 23:59:59 -1400")]
    [InlineData("٢٠١٥-٠١-٠١")]
    [InlineData("２０１５-０１-０１")]
    [InlineData("2015-01-0１ ２0:00:00")]
    public void What_is_no_date_is_none_and_never_now(string text)
    {
        Assert.Null(PostDates.Read(text, isUtc: true, Tokyo));
        Assert.Null(PostDates.Read(text, isUtc: false, Tokyo));
    }

    [Theory]
    [InlineData("2015-01-02-x", "2015-01-02T00:00:00+09:00", "x")]
    [InlineData("2015-1-2-x-y", "2015-01-02T00:00:00+09:00", "x-y")]
    [InlineData("15-01-03-x", "2015-01-03T00:00:00+09:00", "x")]
    [InlineData("2015-02-30-x", "2015-03-02T00:00:00+09:00", "x")]
    [InlineData("2015-01-02", null, "2015-01-02")]
    [InlineData("x-2015-01-02-y", null, "x-2015-01-02-y")]
    [InlineData("２０１５-01-02-x", null, "２０１５-01-02-x")]
    [InlineData("9999-12-31-x", null, "x")]
    public void A_file_name_may_begin_with_a_day_in_the_sites_zone(string name, string? expected, string slug)
    {
        Assert.Equal(expected is null ? null : At(expected), PostDates.FromFileName(name, Tokyo));
        Assert.Equal(slug, PostDates.WithoutDate(name));
    }

    [Theory]
    [InlineData("Asia/Tokyo", "1880-01-01")]
    [InlineData("Europe/Amsterdam", "1930-01-01 12:00")]
    [InlineData("Africa/Monrovia", "1960-01-01")]
    [InlineData("America/New_York", "2015-03-08 02:30")]
    [InlineData("America/New_York", "2015-11-01 01:30")]
    [InlineData("Pacific/Apia", "2011-12-30")]
    public void Hours_that_a_zone_skipped_or_counted_oddly_are_read(string zone, string text) =>
        Assert.NotNull(PostDates.Read(text, isUtc: true, TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Theory]
    [InlineData("date: 2015-01-05", "2015-01-05T00:00:00+09:00")]
    [InlineData("date: nonsense", "2014-03-04T00:00:00+09:00")]
    [InlineData("date:", "2014-03-04T00:00:00+09:00")]
    [InlineData("date: ''", "2014-03-04T00:00:00+09:00")]
    [InlineData("date: [2015-01-05]", "2014-03-04T00:00:00+09:00")]
    [InlineData("date: 2015-01-01 20:00:00", "2015-01-01T20:00:00Z")]
    [InlineData("date: '2015-01-01 20:00:00'", "2015-01-01T20:00:00+09:00")]
    public void The_head_beats_the_file_name_and_nonsense_does_not(string head, string expected)
    {
        using var blog = new Blog();
        Assert.Equal(At(expected), blog.Read($"---\ntitle: A\n{head}\n---\nBody", "2014-03-04-a.md").Published);
    }

    [Fact]
    public void A_date_that_is_nonsense_is_said_with_its_line()
    {
        using var blog = new Blog();
        var problem = Assert.Single(blog.Read("---\ntitle: A\ndate: soon\n---\nBody").Problems);
        Assert.Equal((3, Publisher.Posts.Severity.Warning), (problem.Line, problem.Severity));
        Assert.Contains("'soon' is no date", problem.Message, StringComparison.Ordinal);
    }

    // A blank at the end keeps a text from being read the short way.
    [Fact]
    public void The_short_way_reads_a_date_as_the_long_one()
    {
        var two = Gen.Frequency((12, Gen.Int[0, 31].Select(number => number.ToString("00", CultureInfo.InvariantCulture))), (1, Of("5", "32", "59", "60", "61", "99", "0 ", "-1", "１2", "x1", "")));
        var year = Gen.Frequency((12, Gen.Int[1990, 2030].Select(number => number.ToString("0000", CultureInfo.InvariantCulture))), (1, Of("0000", "0001", "0002", "9998", "9999", "15", "20150")));
        var day = Gen.Select(year, Gen.Int[0, 13], two, Of("-", "-", "-", "/"), (year, month, day, mark) => $"{year}-{month:00}{mark}{day}");
        var time = Gen.Select(Of(" ", "T", "t", "  "), two, two, two, (mark, hour, minute, second) => $"{mark}{hour}:{minute}:{second}");
        var zone = Gen.Select(Of("", " "), Of("", "Z", "z", "UTC", "+", "-"), two, Of("", ":"), two, (blank, mark, hours, colon, minutes) => blank + (mark is "+" or "-" ? $"{mark}{hours}{colon}{minutes}" : mark));
        Gen.Select(day, Gen.OneOf(time, Gen.Const("")), Gen.OneOf(zone, Gen.Const("")), Gen.Bool).Sample(
            (day, time, zone, isUtc) =>
            {
                var text = day + time + zone;
                Assert.Equal(Read(text + " ", isUtc), Read(text, isUtc));
            },
            iter: 20_000);
        Assert.Equal(new(new(2026, 2, 11, 17, 18, 56), HasTime: true, TimeSpan.FromHours(9)), PlainDate.Read("2026-02-11 17:18:56 +0900"));
    }

    private static (DateTimeOffset? Value, bool IsSure) Read(string text, bool isUtc) => PostDates.Read(text, isUtc, Tokyo) is { } date ? (date.Value, date.Warning is null) : (null, false);

    private static Gen<string> Of(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
