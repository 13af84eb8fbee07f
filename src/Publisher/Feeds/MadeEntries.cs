using System.Collections.Concurrent;
using Publisher.Posts;

namespace Publisher.Feeds;

/// <summary>The entries of one round of publishing: a post stands in several feeds and is rendered once, as far as a bound of memory allows.</summary>
internal sealed class MadeEntries
{
    // In characters of HTML.
    private const long Bound = 16 << 20;

    private readonly ConcurrentDictionary<Post, Entry> made = new(ReferenceEqualityComparer.Instance);
    private long held;

    public Entry Of(Post post, Func<Post, Entry> make)
    {
        if (made.TryGetValue(post, out var entry))
            return entry;
        entry = make(post);
        if (Interlocked.Read(ref held) < Bound && made.TryAdd(post, entry))
            Interlocked.Add(ref held, entry.Html?.Length ?? 0);
        return entry;
    }
}
