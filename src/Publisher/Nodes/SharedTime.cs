using Publisher.Storage;

namespace Publisher.Nodes;

/// <summary>The clock of a shared database: nodes whose own clocks differ agree on what is due, and on when a lease is over.</summary>
internal sealed class SharedTime(TimeProvider own) : TimeProvider
{
    // What a round trip and the pace of two clocks may differ by in a minute.
    private static readonly TimeSpan Near = TimeSpan.FromMilliseconds(500);

    private long ahead;

    /// <summary>By how much the database's clock is ahead of this machine's.</summary>
    public TimeSpan Ahead => new(Volatile.Read(ref ahead));

    public override TimeZoneInfo LocalTimeZone => own.LocalTimeZone;

    public override long TimestampFrequency => own.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => own.GetUtcNow() + Ahead;

    public override long GetTimestamp() => own.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => own.CreateTimer(callback, state, dueTime, period);

    /// <summary>Asks the database for its time.</summary>
    /// <returns>By how much the clock was put.</returns>
    public async Task<TimeSpan> SetAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var before = own.GetUtcNow();
        var told = (await connection.QueryAsync("select (extract(epoch from clock_timestamp()) * 1000000)::bigint", row => row.GetInt64(0), cancellation))[0];
        var now = before + ((own.GetUtcNow() - before) / 2);
        var difference = DateTimeOffset.UnixEpoch.AddMicroseconds(told) - now;
        var change = difference - Ahead;
        if (change.Duration() < Near)
            return TimeSpan.Zero;
        Volatile.Write(ref ahead, difference.Ticks);
        return change;
    }
}
