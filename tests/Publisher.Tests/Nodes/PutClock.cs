namespace Publisher.Tests.Nodes;

/// <summary>The clock of a machine that is wrong, and can be put while the program runs. What it counts in goes on evenly.</summary>
internal sealed class PutClock(TimeSpan off) : TimeProvider
{
    private long by = off.Ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref by));

    public void Put(TimeSpan off) => Volatile.Write(ref by, off.Ticks);
}
