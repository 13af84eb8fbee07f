namespace Publisher.Newsletter;

/// <summary>A limit on a rate: it fills by the minute and holds a second's worth, so that after a pause no burst goes out.</summary>
/// <param name="Tokens">Mails that might have been sent at an instant.</param>
internal readonly record struct TokenBucket(double Tokens, DateTimeOffset At)
{
    private const double Second = 60;

    /// <summary>A bucket as <see cref="Filled"/> has it, locked until its statement ends: all that claim by one way take turns for that moment.</summary>
    public const string FilledSql =
        "bucket as (select name, least(@full, tokens + greatest(0, @now - at) / 60000.0 * @rate) as tokens from buckets where name = @way for update)";

    /// <summary>Takes from the bucket what was taken of the deliveries.</summary>
    public const string PaidSql =
        "paid as (update buckets set tokens = bucket.tokens - (select count(*) from taken), at = @now from bucket where buckets.name = bucket.name)";

    /// <summary>As much as it holds, and what it begins with.</summary>
    public static double Full(double perMinute) => Math.Max(1, perMinute / Second);

    /// <summary>The bucket at an instant. A clock that was put back costs a moment, no more.</summary>
    public TokenBucket Filled(double perMinute, DateTimeOffset now)
    {
        var minutes = Math.Max(0, (now - At).TotalMinutes);
        return new(Math.Min(Full(perMinute), Tokens + (minutes * perMinute)), now);
    }

    public TokenBucket Without(int tokens) => this with { Tokens = Tokens - tokens };

    /// <summary>When there is a whole token again.</summary>
    public DateTimeOffset Next(double perMinute) => Tokens >= 1 ? At : At + TimeSpan.FromMinutes((1 - Tokens) / perMinute) + TimeSpan.FromMilliseconds(1);
}
