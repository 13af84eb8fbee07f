namespace Publisher.Tests.Newsletter.Histories;

/// <summary>A clock that goes anywhere, back too; whoever waits on it waits for nothing.</summary>
internal sealed class FreeClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
            callback(state);
        return new Done();
    }

    private sealed class Done : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
