using Publisher.Newsletter;

namespace Publisher.Tests.Newsletter;

public sealed class TimetableTests
{
    private const string Mondays = "0 0 8 ? * MON Europe/Berlin";

    private static readonly DateTimeOffset Monday = new(2026, 2, 16, 7, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public void A_time_is_kept_once() =>
        Assert.Equal((Monday, Monday - Week), Turn(Monday - Week, Monday, now: Monday.AddSeconds(1)));

    [Fact]
    public void A_time_that_was_kept_is_not_kept_again() =>
        Assert.Equal((null, Monday), Turn(Monday, Monday, now: Monday.AddHours(1)));

    [Fact]
    public void Many_times_that_were_missed_are_caught_up_by_the_last() =>
        Assert.Equal((Monday, Monday.AddDays(-70)), Turn(Monday.AddDays(-70), Monday, now: Monday.AddDays(2)));

    [Fact]
    public void A_digest_that_is_too_late_is_left_to_the_next() =>
        Assert.Equal((null, Monday), Turn(Monday - Week, Monday, now: Monday.AddDays(2), lateAfter: TimeSpan.FromDays(1)));

    [Fact]
    public void A_schedule_that_was_never_kept_begins_now() =>
        Assert.Equal((null, Monday.AddHours(3)), Turn(null, Monday, now: Monday.AddHours(3)));

    [Fact]
    public void A_schedule_or_zone_that_was_changed_begins_now() =>
        Assert.Equal((null, Monday.AddHours(3)), Turn(Monday - Week, Monday, now: Monday.AddHours(3), known: "0 0 8 ? * MON Asia/Tokyo"));

    [Fact]
    public void A_database_that_noted_no_schedule_goes_on_as_it_was() =>
        Assert.Equal((Monday, Monday - Week), Turn(Monday - Week, Monday, now: Monday.AddHours(3), known: null));

    [Fact]
    public void A_mark_of_a_clock_that_was_a_year_ahead_stops_nothing_for_a_year()
    {
        Assert.Equal((null, Monday.AddHours(3)), Turn(Monday.AddYears(1), Monday, now: Monday.AddHours(3)));
        Assert.Equal((Monday + Week, Monday.AddHours(3)), Turn(Monday.AddHours(3), Monday + Week, now: Monday + Week));
    }

    private static (DateTimeOffset? Due, DateTimeOffset Done) Turn(DateTimeOffset? done, DateTimeOffset last, DateTimeOffset now, TimeSpan? lateAfter = null, string? known = Mondays)
    {
        var (due, kept, _) = Timetable.Decide(done, known, Mondays, last, now, lateAfter ?? Week);
        return (due, kept);
    }
}
