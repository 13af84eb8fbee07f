namespace Publisher.Bounces;

/// <summary>How many bounces counted since the program started, by class.</summary>
internal sealed class BounceCounts
{
    private readonly long[] counted = new long[Enum.GetValues<BounceKind>().Length];

    public long Of(BounceKind kind) => Volatile.Read(ref counted[(int)kind]);

    public void Count(BounceKind kind) => Interlocked.Increment(ref counted[(int)kind]);
}
