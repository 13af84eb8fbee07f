namespace Publisher.Newsletter;

/// <summary>How deliveries ended since the program started: a plain number each, which who watches asks for, so that sending pays next to nothing.</summary>
internal sealed class MailCounts
{
    private readonly long[] ended = new long[Enum.GetValues<DeliveryStatus>().Length];
    private long faults;
    private long lastAt;

    /// <summary>Connections that failed, or servers that refused us rather than a reader.</summary>
    public long Faults => Volatile.Read(ref faults);

    /// <summary>When a delivery was settled last; null where none was.</summary>
    public DateTimeOffset? LastAt => Volatile.Read(ref lastAt) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;

    public long Of(DeliveryStatus status) => Volatile.Read(ref ended[(int)status]);

    public void End(DeliveryStatus status, DateTimeOffset at)
    {
        Interlocked.Increment(ref ended[(int)status]);
        Volatile.Write(ref lastAt, at.UtcTicks);
    }

    public void Fault() => Interlocked.Increment(ref faults);
}
