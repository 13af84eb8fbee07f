namespace Publisher.Api;

/// <summary>Who shows tokens that open nothing may do so a few times a minute, and then is not looked at until the minute is over.</summary>
/// <remarks>A token that opened something lately is looked at all the same: others behind the same address go on with their work.</remarks>
internal sealed class WrongTokens(TimeProvider time)
{
    public const int PerMinute = 30;

    // Anybody may come from many networks; nobody has more tokens at work than this.
    private const int Most = 10_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock counting = new();
    private readonly Dictionary<string, (DateTimeOffset Begun, int Count)> wrong = new(StringComparer.Ordinal);
    private readonly HashSet<string> good = new(StringComparer.Ordinal);

    /// <param name="from">The network that it comes from.</param>
    /// <param name="hash">Of the token that is shown.</param>
    /// <returns>Seconds until it is looked at; null where it is looked at now.</returns>
    public int? Wait(string from, string hash)
    {
        lock (counting)
        {
            var now = time.GetUtcNow();
            return wrong.TryGetValue(from, out var known) && known.Count >= PerMinute && now - known.Begun < Minute && !good.Contains(hash)
                ? (int)Math.Ceiling((known.Begun + Minute - now).TotalSeconds)
                : null;
        }
    }

    public void NoteWrong(string from, string hash)
    {
        lock (counting)
        {
            var now = time.GetUtcNow();
            good.Remove(hash);
            if (wrong.Count >= Most)
                MakeRoom(now);
            var (begun, count) = wrong.TryGetValue(from, out var known) && now - known.Begun < Minute ? known : (now, 0);
            wrong[from] = (begun, Math.Min(count + 1, PerMinute));
        }
    }

    public void NoteGood(string hash)
    {
        lock (counting)
        {
            if (good.Count >= Most)
                good.Clear();
            good.Add(hash);
        }
    }

    // Those whose minute is over; where all are in theirs, the oldest.
    private void MakeRoom(DateTimeOffset now)
    {
        foreach (var from in wrong.Where(pair => now - pair.Value.Begun >= Minute).Select(pair => pair.Key).ToList())
            wrong.Remove(from);
        if (wrong.Count < Most)
            return;
        foreach (var from in wrong.OrderBy(pair => pair.Value.Begun).Take(Most / 10).Select(pair => pair.Key).ToList())
            wrong.Remove(from);
    }
}
