using System.Collections.Concurrent;

namespace Publisher.Storage;

/// <summary>Counts that read every row they count. Of few rows they are always made anew; of many they are kept, a second for each ten thousand rows, so that a page may be looked at often however much there is.</summary>
internal sealed class LargeCounts
{
    /// <summary>Up to so many are always counted anew.</summary>
    public const long Few = 10_000;

    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, (object Count, DateTimeOffset From, DateTimeOffset Until)> kept = new(StringComparer.Ordinal);

    /// <param name="name">Of what is counted.</param>
    /// <param name="rows">How many rows were read for it.</param>
    public async Task<T> GetAsync<T>(string name, DateTimeOffset now, Func<Task<T>> count, Func<T, long> rows)
        where T : class
    {
        if (kept.TryGetValue(name, out var found) && now >= found.From && now < found.Until)
            return (T)found.Count;
        var made = await count();
        if (kept.Count >= Most)
            kept.Clear();
        if (rows(made) > Few)
            kept[name] = (made, now, now + TimeSpan.FromSeconds((double)rows(made) / Few));
        return made;
    }
}
