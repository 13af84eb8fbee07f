using System.Collections.Concurrent;

namespace Publisher.Admin.Login;

/// <summary>How often somebody tried and failed.</summary>
/// <param name="Begun">When these attempts began to be counted.</param>
/// <param name="Until">When the next one is looked at.</param>
internal sealed record Attempts(int Count, DateTimeOffset Begun, DateTimeOffset Until);

/// <summary>Who guesses passwords gets five tries a minute, and then waits: each time twice as long, up to an hour.</summary>
internal sealed class LoginLimits(TimeProvider time)
{
    private const int Free = 5;

    // Anybody may come from many networks.
    private const int Most = 10_000;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, Attempts> known = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt before it is looked at, so that many at once count as many.</summary>
    /// <returns>Whether it may be looked at.</returns>
    public bool Take(string from)
    {
        var now = time.GetUtcNow();
        MakeRoom();
        var isAllowed = false;
        known.AddOrUpdate(
            from,
            _ =>
            {
                isAllowed = true;
                return new(1, now, now);
            },
            (_, before) =>
            {
                (isAllowed, var after) = Next(before, now);
                return after;
            });
        return isAllowed;
    }

    /// <summary>Who knows the password starts anew.</summary>
    public void Forget(string from) => known.TryRemove(from, out _);

    /// <summary>What an attempt makes of those before it.</summary>
    public static (bool IsAllowed, Attempts After) Next(Attempts before, DateTimeOffset now)
    {
        if (now < before.Until)
            return (false, before);
        // A few slips, and a minute's rest, are no guessing.
        var isOver = now - before.Begun >= (before.Count < Free ? First : Forgotten);
        var count = isOver ? 1 : before.Count + 1;
        return (true, new(count, isOver ? now : before.Begun, count < Free ? now : now + Wait(count)));
    }

    private static TimeSpan Wait(int count)
    {
        var wait = First * Math.Pow(2, Math.Min(count - Free, 10));
        return wait < LongestWait ? wait : LongestWait;
    }

    private void MakeRoom()
    {
        if (known.Count < Most)
            return;
        foreach (var (from, attempts) in known.OrderBy(pair => pair.Value.Until).Take(Most / 10))
            known.TryRemove(new(from, attempts));
    }
}
