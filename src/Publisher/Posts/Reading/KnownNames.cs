using System.Collections.Concurrent;

namespace Publisher.Posts.Reading;

/// <summary>Topics and authors, which come again in post after post: each is kept once. Threads may share it.</summary>
internal sealed class KnownNames
{
    // Beyond that a blog has no topics, but words.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);
    private int count;

    /// <summary>The same names, in objects that other posts hold already.</summary>
    public IReadOnlyList<string> Of(IReadOnlyList<string> read) => read.Count == 0 ? read : read.Select(One).ToArray();

    private string One(string name)
    {
        if (names.TryGetValue(name, out var known))
            return known;
        if (Volatile.Read(ref count) < Most && names.TryAdd(name, name))
            Interlocked.Increment(ref count);
        return name;
    }
}
