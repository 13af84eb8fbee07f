namespace Publisher.Newsletter;

/// <summary>How many mails a connection claims at once: many where they are soon sent, so that the database is seldom asked; few where each takes its time, so that none is held back for long.</summary>
internal readonly record struct ChunkSize(int Mails)
{
    public const int Least = 50;
    public const int Most = 200;

    public static readonly ChunkSize First = new(Least);

    // So often at least each connection claims of an issue: the last ones to send keep the others waiting a quarter as long.
    private const int Turns = 4;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(3);

    /// <summary>How many of these to claim of one issue: where it is small, all connections have a share of it.</summary>
    /// <param name="planned">How many mails the issue has.</param>
    /// <param name="connections">Of this node.</param>
    public static int Share(int mails, long planned, int connections) => (int)Math.Clamp(planned / (Turns * (long)connections), 1, mails);

    /// <param name="sent">How many there were: where they were fewer than asked for, more would not have been had.</param>
    public ChunkSize After(int sent, TimeSpan took)
    {
        if (took > Late)
            return new(Math.Max(Least, Mails / 2));
        return took < Soon && sent >= Mails ? new(Math.Min(Most, Mails * 2)) : this;
    }
}
