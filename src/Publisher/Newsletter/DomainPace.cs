namespace Publisher.Newsletter;

/// <summary>How fast one domain is mailed: halved when its server asks for less, a quarter more for each quiet minute, until it asks for nothing any more.</summary>
/// <param name="Slowed">Mails a minute; null for no slower than the settings say.</param>
internal sealed record DomainPace(double? Slowed = null, DateTimeOffset SlowedAt = default)
{
    private const double Least = 6;
    private const double Most = 6000;
    private const double Growth = 1.25;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    /// <param name="pace">Mails a minute, as of late.</param>
    public DomainPace Slower(double pace, DateTimeOffset now)
    {
        // The connections hear the same at the same moment: that is asked once.
        if (Slowed is not null && now - SlowedAt < Patience)
            return this;
        return new(Math.Clamp((Slowed ?? pace) / 2, Least, Most), now);
    }

    /// <param name="limit">Of the settings; 0 for none.</param>
    public DomainPace At(double limit, DateTimeOffset now)
    {
        var (rate, at) = (Slowed, SlowedAt);
        for (; rate is not null && now - at >= Quiet; at += Quiet)
            rate = rate * Growth >= (limit > 0 ? limit : Most) ? null : rate * Growth;
        return rate == Slowed ? this : new(rate, at);
    }

    /// <summary>Mails a minute; 0 for no limit.</summary>
    public double Rate(double limit) => Slowed is { } slowed && (limit == 0 || slowed < limit) ? slowed : limit;
}
