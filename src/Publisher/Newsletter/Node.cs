using System.Globalization;

namespace Publisher.Newsletter;

/// <summary>One running program, as leases name it.</summary>
/// <param name="Name">The same after a restart.</param>
/// <param name="IsAlone">Whether no other program can be at work on the database: what is leased when it starts was left by the dead.</param>
internal sealed record Node(string Name, string Run, bool IsAlone)
{
    /// <summary>This process. A database in a file is locked by the one that runs on it.</summary>
    public static Node Current(Random random) => new(Environment.MachineName.Replace('/', '-'), random.Next().ToString("x8", CultureInfo.InvariantCulture), IsAlone: true);

    /// <summary>Begins every lease of this machine's program, in this run and in those before.</summary>
    public string Prefix => $"{Name}/";

    public string Lease(int connection, int turn) => string.Create(CultureInfo.InvariantCulture, $"{Name}/{Run}/{connection}/{turn}");
}
