using Publisher.Posts;

namespace Publisher.Feeds.Splicing;

/// <summary>
/// The next version of a feed file: the head, the foot and the entries that changed are rendered, the others are copied from the version before.
/// The result is what rendering all of it gives, byte for byte. It is not read back as a whole: both of its sources were, and it is cut where their entries end.
/// </summary>
/// <param name="old">The version before, and its content.</param>
/// <param name="part">The same feed with the changed entries alone, and its content.</param>
internal sealed class FeedSplice((FeedMap Map, Stream Content) old, (FeedMap Map, Stream Content) part)
{
    private readonly Dictionary<Post, int> kept = old.Map.Places();
    private readonly Dictionary<Post, int> rendered = part.Map.Places();

    /// <summary>Whether entries of the one may stand in the other.</summary>
    public bool Fits => old.Map.Start.AsSpan().SequenceEqual(part.Map.Start);

    /// <param name="posts">Each is in the old version or in the part, where one is in both the part has it.</param>
    public FeedMap Write(IReadOnlyList<Post> posts, Stream output)
    {
        var ends = new List<long>(posts.Count + 1);
        Streams.Copy(part.Content, 0, part.Map.Ends[0], output);
        ends.Add(part.Map.Ends[0]);
        for (int at = 0; at < posts.Count;)
            at += WriteRun(posts, at, output, ends);
        Streams.Copy(part.Content, part.Map.Ends[^1], part.Content.Length, output);
        return part.Map with { Posts = posts, Ends = ends, Gzip = old.Map.Gzip };
    }

    // Entries that lie side by side are copied together.
    private int WriteRun(IReadOnlyList<Post> posts, int at, Stream output, List<long> ends)
    {
        var (places, (map, content)) = rendered.ContainsKey(posts[at]) ? (rendered, part) : (kept, old);
        int first = places[posts[at]];
        int count = 1;
        while (at + count < posts.Count && first + count < map.Posts.Count && ReferenceEquals(posts[at + count], map.Posts[first + count]) && (places == rendered || !rendered.ContainsKey(posts[at + count])))
            count++;
        if (at > 0)
            output.Write(map.Separator);
        long shift = ends[^1] + (at > 0 ? map.Separator.Length : 0) - map.From(first);
        Streams.Copy(content, map.From(first), map.Ends[first + count], output);
        ends.AddRange(Enumerable.Range(first + 1, count).Select(index => map.Ends[index] + shift));
        return count;
    }
}
