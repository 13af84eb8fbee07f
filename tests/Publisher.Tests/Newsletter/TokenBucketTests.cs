using Publisher.Newsletter;

namespace Publisher.Tests.Newsletter;

/// <summary>Limits: what may leave in a time, whatever the clock does.</summary>
public sealed class TokenBucketTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 11, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(60, 60)]
    [InlineData(600, 600)]
    [InlineData(3, 3)]
    [InlineData(90, 90)]
    public void In_an_hour_no_more_leaves_than_the_rate_and_a_second_s_worth(int perMinute, int expected)
    {
        var (bucket, sent) = (new TokenBucket(1, Now), 0);
        for (var at = Now; at < Now.AddHours(1); at += TimeSpan.FromMilliseconds(250))
        {
            bucket = bucket.Filled(perMinute, at);
            for (; bucket.Tokens >= 1; sent++)
                bucket = bucket.Without(1);
        }

        Assert.InRange(sent, (expected * 60) - 2, (expected * 60) + Math.Max(1, perMinute / 60) + 1);
    }

    [Fact]
    public void A_long_pause_saves_up_a_second_and_no_more() => Assert.Equal(10, new TokenBucket(0, Now).Filled(600, Now.AddDays(30)).Tokens);

    [Fact]
    public void A_clock_that_is_put_back_gives_nothing_and_takes_nothing()
    {
        var back = new TokenBucket(0, Now).Filled(60, Now.AddHours(-1));
        Assert.Equal(new(0, Now.AddHours(-1)), back);
        Assert.Equal(1, back.Filled(60, Now.AddHours(-1).AddSeconds(1)).Tokens, 3);
    }

    [Fact]
    public void The_next_token_comes_when_it_was_told()
    {
        var bucket = new TokenBucket(0, Now);
        Assert.True(bucket.Filled(20, bucket.Next(20)).Tokens >= 1);
        Assert.InRange(bucket.Next(20) - Now, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.01));
    }

    [Fact]
    public void A_domain_that_asks_for_less_gets_half_once_and_then_slowly_more()
    {
        var slowed = new DomainPace().Slower(600, Now).Slower(600, Now.AddSeconds(1));
        Assert.Equal(300, slowed.Rate(0));
        Assert.Equal(150, slowed.Slower(600, Now.AddSeconds(10)).Rate(0));
        Assert.Equal(300 * 1.25 * 1.25, slowed.At(0, Now.AddMinutes(2)).Rate(0));
        Assert.Equal(0, slowed.At(0, Now.AddDays(1)).Rate(0));
        Assert.Equal(400, slowed.At(400, Now.AddMinutes(2)).Rate(400));
    }

    [Fact]
    public void However_often_it_asks_some_mail_is_sent()
    {
        var pace = new DomainPace();
        for (var at = Now; at < Now.AddHours(1); at += TimeSpan.FromSeconds(10))
            pace = pace.Slower(600, at);
        Assert.Equal(6, pace.Rate(0));
    }
}
