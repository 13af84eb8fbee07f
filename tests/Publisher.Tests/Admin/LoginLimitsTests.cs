using Publisher.Admin.Login;

namespace Publisher.Tests.Admin;

public sealed class LoginLimitsTests
{
    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_guess_after_the_fifth_waits_twice_as_long_up_to_an_hour()
    {
        var (attempts, now, waits) = (new Attempts(1, Start, Start), Start, new List<double>());
        for (var guess = 2; guess <= 14; guess++)
        {
            (_, attempts) = LoginLimits.Next(attempts, now);
            waits.Add((attempts.Until - now).TotalMinutes);
            now = attempts.Until;
        }

        Assert.Equal([0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60], waits);
    }

    [Fact]
    public void A_few_slips_are_forgotten_after_a_minute_and_guesses_after_a_day()
    {
        Assert.Equal(1, LoginLimits.Next(new(4, Start, Start), Start.AddMinutes(1)).After.Count);
        Assert.Equal(7, LoginLimits.Next(new(6, Start, Start), Start.AddHours(23)).After.Count);
        Assert.Equal(1, LoginLimits.Next(new(6, Start, Start), Start.AddDays(1)).After.Count);
    }
}
