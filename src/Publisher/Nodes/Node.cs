using System.Globalization;

namespace Publisher.Nodes;

/// <summary>One running program, as leases name it.</summary>
/// <param name="Name">The same after a restart.</param>
/// <param name="IsAlone">Whether no other program can be at work on the database: what is leased when it starts was left by the dead.</param>
internal sealed record Node(string Name, string Run, bool IsAlone)
{
    /// <summary>How long a node counts as alive after it last said so. Its leases end then, and it sends nothing more until it has said so again.</summary>
    public static readonly TimeSpan Alive = TimeSpan.FromMinutes(1);

    private long aliveUntil = DateTimeOffset.MaxValue.UtcTicks;

    // Later than the beginning of time, since when nobody was.
    private long backSince = 1;

    /// <summary>This process.</summary>
    /// <param name="name">As the settings have it; null for the machine's.</param>
    /// <param name="isAlone">A database in a file is locked by the one that runs on it.</param>
    public static Node Current(string? name, Random random, bool isAlone) =>
        new(NameOf(name), random.Next().ToString("x8", CultureInfo.InvariantCulture), isAlone);

    public static string NameOf(string? name) => (string.IsNullOrWhiteSpace(name) ? Environment.MachineName : name).Replace('/', '-');

    /// <summary>Begins every lease of this node's program, in this run and in those before.</summary>
    public string Prefix => $"{Name}/";

    /// <summary>Whether the others took this node for alive all the time since an instant, and left to it what it had leased by then.</summary>
    public bool WasAlive(DateTimeOffset since, DateTimeOffset now) => now.UtcTicks < Volatile.Read(ref aliveUntil) && since.UtcTicks >= Volatile.Read(ref backSince);

    public string Lease(int connection, int turn) => string.Create(CultureInfo.InvariantCulture, $"{Name}/{Run}/{connection}/{turn}");

    /// <summary>Notes that the others know of it.</summary>
    /// <param name="saidAt">From before they were told.</param>
    public void Seen(DateTimeOffset saidAt)
    {
        // It was silent for too long: what it had in hand may be another's.
        if (saidAt.UtcTicks >= Volatile.Read(ref aliveUntil))
            Volatile.Write(ref backSince, saidAt.UtcTicks);
        Volatile.Write(ref aliveUntil, (saidAt + Alive).UtcTicks);
    }
}
