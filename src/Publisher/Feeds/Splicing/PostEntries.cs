using System.Collections;
using Publisher.Posts;

namespace Publisher.Feeds.Splicing;

/// <summary>The entries of posts, one of each, made as they are asked for and a few ahead, so that never all of them are in memory.</summary>
internal sealed class PostEntries(IReadOnlyList<Post> posts, Func<Post, Entry> make) : IEnumerable<Entry>
{
    // Every core has work while a handful is handed on, and large posts do not fill the memory.
    private static readonly int Ahead = 16 + (4 * Environment.ProcessorCount);

    public IReadOnlyList<Post> Posts => posts;

    /// <summary>The entries of some of the posts.</summary>
    public PostEntries Of(IReadOnlyList<Post> some) => new(some, make);

    public IEnumerator<Entry> GetEnumerator()
    {
        var ahead = new Queue<Task<Entry>>();
        foreach (var post in posts)
        {
            ahead.Enqueue(Task.Run(() => make(post)));
            if (ahead.Count == Ahead)
                yield return ahead.Dequeue().GetAwaiter().GetResult();
        }

        while (ahead.TryDequeue(out var entry))
            yield return entry.GetAwaiter().GetResult();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
