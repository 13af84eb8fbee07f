namespace Publisher.Newsletter;

/// <summary>How many mails a connection claims at once: many where they are soon sent, so that the database is seldom asked; few where each takes its time, so that none is held back for long.</summary>
internal readonly record struct ChunkSize(int Mails)
{
    public const int Least = 50;
    public const int Most = 200;

    public static readonly ChunkSize First = new(Least);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(3);

    /// <param name="sent">How many there were: where they were fewer than asked for, more would not have been had.</param>
    public ChunkSize After(int sent, TimeSpan took)
    {
        if (took > Late)
            return new(Math.Max(Least, Mails / 2));
        return took < Soon && sent >= Mails ? new(Math.Min(Most, Mails * 2)) : this;
    }
}
