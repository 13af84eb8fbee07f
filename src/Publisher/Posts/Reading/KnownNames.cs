using System.Collections.Concurrent;

namespace Publisher.Posts.Reading;

/// <summary>Topics, authors and the keys of heads, which come again in post after post: each is kept once. Threads may share it.</summary>
internal sealed class KnownNames
{
    // Beyond that a blog has no topics, but words.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);
    private int count;

    /// <summary>The same names, in objects that other posts hold already.</summary>
    public IReadOnlyList<string> Of(IReadOnlyList<string> read)
    {
        if (read.Count == 0)
            return read;
        var known = new string[read.Count];
        for (var at = 0; at < known.Length; at++)
            known[at] = One(read[at]);
        return known;
    }

    /// <summary>A name as a text that is made once.</summary>
    public string One(ReadOnlySpan<char> name) => names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var known) ? known : One(name.ToString());

    private string One(string name)
    {
        if (names.TryGetValue(name, out var known))
            return known;
        if (Volatile.Read(ref count) < Most && names.TryAdd(name, name))
            Interlocked.Increment(ref count);
        return name;
    }
}
