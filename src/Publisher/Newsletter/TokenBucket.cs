namespace Publisher.Newsletter;

/// <summary>A limit on a rate: it fills by the minute and holds a second's worth, so that after a pause no burst goes out.</summary>
/// <param name="Tokens">Mails that might have been sent at an instant.</param>
internal readonly record struct TokenBucket(double Tokens, DateTimeOffset At)
{
    private const double Second = 60;

    /// <summary>The bucket at an instant. A clock that was put back costs a moment, no more.</summary>
    public TokenBucket Filled(double perMinute, DateTimeOffset now)
    {
        var minutes = Math.Max(0, (now - At).TotalMinutes);
        return new(Math.Min(Math.Max(1, perMinute / Second), Tokens + (minutes * perMinute)), now);
    }

    public TokenBucket Without(int tokens) => this with { Tokens = Tokens - tokens };

    /// <summary>When there is a whole token again.</summary>
    public DateTimeOffset Next(double perMinute) => Tokens >= 1 ? At : At + TimeSpan.FromMinutes((1 - Tokens) / perMinute) + TimeSpan.FromMilliseconds(1);
}
