using Publisher.Storage;

namespace Publisher.Nodes;

/// <summary>The clock of a shared database: nodes whose own clocks differ agree on what is due, and on when a lease is over. In between it goes by this machine's counter, which nobody puts.</summary>
internal sealed class SharedTime(TimeProvider own) : TimeProvider
{
    // What a round trip and the pace of two clocks may differ by in a minute.
    private static readonly TimeSpan Near = TimeSpan.FromMilliseconds(500);

    private volatile Reading? last;

    /// <summary>By how much the database's clock was ahead of this machine's when it was asked.</summary>
    public TimeSpan Ahead => last is { } reading ? reading.Told - reading.Own : TimeSpan.Zero;

    /// <summary>Whether this machine's clock was put since the database was asked, or the machine slept: then it may be later than it seems.</summary>
    public bool IsInDoubt => last is { } reading && (own.GetUtcNow() - reading.Own - own.GetElapsedTime(reading.At)).Duration() >= Near;

    public override TimeZoneInfo LocalTimeZone => own.LocalTimeZone;

    public override long TimestampFrequency => own.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => last is { } reading ? reading.Told + own.GetElapsedTime(reading.At) : own.GetUtcNow();

    public override long GetTimestamp() => own.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => own.CreateTimer(callback, state, dueTime, period);

    /// <summary>Asks the database for its time.</summary>
    public async Task SetAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var before = own.GetTimestamp();
        var told = (await connection.QueryAsync("select (extract(epoch from clock_timestamp()) * 1000000)::bigint", row => row.GetInt64(0), cancellation))[0];
        var now = DateTimeOffset.UnixEpoch.AddMicroseconds(told) + (own.GetElapsedTime(before) / 2);
        // It does not go back and forth with each answer that took longer.
        if (last is not null && (now - GetUtcNow()).Duration() < Near)
            now = GetUtcNow();
        last = new(now, own.GetTimestamp(), own.GetUtcNow());
    }

    private sealed record Reading(DateTimeOffset Told, long At, DateTimeOffset Own);
}
