using Publisher.Posts;

namespace Publisher.Feeds.Splicing;

/// <summary>Where each entry lies in a feed file.</summary>
/// <param name="Posts">What the entries are of, in order.</param>
/// <param name="Ends">Where the head ends and then each entry, in bytes from the beginning; what follows is the foot.</param>
/// <param name="Separator">What stands between two entries, at the beginning of the second: a comma, or nothing.</param>
/// <param name="Start">The head to the end of the feed's title: all of it that an entry can depend on, such as the namespaces.</param>
internal sealed record FeedMap(IReadOnlyList<Post> Posts, IReadOnlyList<long> Ends, byte[] Separator, byte[] Start)
{
    /// <summary>How the file lies on disk; null before it does.</summary>
    public FileStamp? Stamp { get; init; }

    /// <summary>The pieces of its compressed copy; where that is not yet made, those of the version that was spliced from.</summary>
    public GzipMap? Gzip { get; init; }

    public static FeedMap Of(IReadOnlyList<Post> posts, IReadOnlyList<long> ends, FeedFormat? format, Stream content)
    {
        byte[] head = new byte[ends[0]];
        content.Position = 0;
        content.ReadExactly(head);
        var title = "</title>"u8;
        return new(posts, ends, format == FeedFormat.Json ? [(byte)','] : [], head[..(head.AsSpan().IndexOf(title) + title.Length)]);
    }

    /// <summary>Where an entry begins, without the separator.</summary>
    public long From(int index) => Ends[index] + (index > 0 ? Separator.Length : 0);

    public Dictionary<Post, int> Places() => Posts.Index().ToDictionary(post => post.Item, post => post.Index, (IEqualityComparer<Post>)ReferenceEqualityComparer.Instance);
}
