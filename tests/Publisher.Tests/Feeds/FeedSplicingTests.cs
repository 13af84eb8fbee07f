using System.IO.Compression;
using CsCheck;
using Publisher.Feeds;
using Publisher.Feeds.Splicing;
using Publisher.Posts;
using Entry = Publisher.Feeds.Entry;

namespace Publisher.Tests.Feeds;

/// <summary>Feeds of all posts: the next version takes over from the one before what did not change.</summary>
public sealed class FeedSplicingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("publisher-splicing-").FullName;
    private readonly Dictionary<Post, Entry> _entries = new(ReferenceEqualityComparer.Instance);
    private int _made;
    private int _fresh;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What becomes of the posts from one version to the next; the numbers say where.</summary>
    private enum Edit
    {
        Change,
        Add,
        Delete,
        Move,
        Nothing,
        ChangeHead,
    }

    [Fact]
    public void After_any_edits_each_file_is_what_it_is_when_all_of_it_is_rendered() =>
        Gen.Select(AnyFeed.Feed, AnyFeed.Entry.Array[0, 9], Gen.Select(Gen.Enum<Edit>(), Gen.Int[0, 99], Gen.Int[0, 99], AnyFeed.Entry).Array[1, 3].Array[1, 6]).Sample(
            (feed, entries, rounds) =>
            {
                _entries.Clear();
                var (spliced, whole) = (Fresh(), Fresh());
                var files = new FeedFiles(spliced);
                var posts = entries.Select(Post).ToList();
                Print(feed, posts, files);
                foreach (var (edits, round) in rounds.Select((edits, round) => (edits, round)))
                {
                    foreach (var (edit, one, other, entry) in edits)
                        feed = Apply(edit, feed, posts, one, other, entry);
                    Print(feed, posts, files);
                    Print(feed, posts, new(Path.Combine(whole, $"{round}")));
                    AssertSame(Path.Combine(whole, $"{round}"), spliced);
                }
            },
            iter: 25,
            threads: 1);

    [Fact]
    public void Only_what_changed_and_the_first_are_made_anew()
    {
        var files = new FeedFiles(_folder);
        var posts = Many(300);
        Print(Feed, posts, files);
        Assert.Equal(300, _made);
        posts[200] = Post(SomeFeed.Entry("Another title"));
        Print(Feed, posts, files);
        Assert.Equal(302, _made);
        Assert.Contains("Another title", File.ReadAllText(Path.Combine(_folder, "rss.xml")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_compressed_copy_takes_over_its_pieces()
    {
        var files = new FeedFiles(_folder);
        var posts = Many(100, 10_000);
        Print(Feed, posts, files);
        byte[] before = File.ReadAllBytes(Path.Combine(_folder, "atom.xml.gz"));
        posts[^1] = Post(SomeFeed.Entry("Another title"));
        Print(Feed, posts, files);
        byte[] after = File.ReadAllBytes(Path.Combine(_folder, "atom.xml.gz"));
        Assert.InRange(before.AsSpan().CommonPrefixLength(after), before.Length / 2, before.Length - 1);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "atom.xml")), Unpacked(Path.Combine(_folder, "atom.xml.gz")));
    }

    [Theory]
    [InlineData("atom.xml")]
    [InlineData("feed.json")]
    [InlineData("atom.xml.gz")]
    public void A_file_that_somebody_else_wrote_is_not_spliced_from(string name)
    {
        var files = new FeedFiles(_folder);
        var posts = Many(300);
        Print(Feed, posts, files);
        string path = Path.Combine(_folder, name);
        byte[] other = [.. File.ReadAllBytes(path).Select(one => (byte)(one ^ 1))];
        File.WriteAllBytes(path, other);
        posts[200] = Post(SomeFeed.Entry("Another title"));
        Print(Feed, posts, files);
        string whole = Fresh();
        Print(Feed, posts, new(whole));
        AssertSame(whole, _folder);
    }

    [Fact]
    public void Entries_of_a_feed_with_other_namespaces_are_not_taken_over()
    {
        var files = new FeedFiles(_folder);
        var posts = Many(300);
        Print(Feed, posts, files);
        Print(Feed with { Podcast = new("Ann", null, false) }, posts, files);
        string whole = Fresh();
        Print(Feed with { Podcast = new("Ann", null, false) }, posts, new(whole));
        AssertSame(whole, _folder);
        // The first of the second version is made twice: it shows that the feed has changed.
        Assert.Equal(300 + 1 + 300 + 300, _made);
    }

    [Fact]
    public void A_large_feed_has_no_brotli_and_one_of_a_smaller_time_goes()
    {
        var files = new FeedFiles(_folder);
        Print(Feed, Many(10, 1000), files);
        Assert.True(File.Exists(Path.Combine(_folder, "rss.xml.br")));
        Print(Feed, Many(10, 1_000_000), files);
        Assert.False(File.Exists(Path.Combine(_folder, "rss.xml.br")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "rss.xml")), Unpacked(Path.Combine(_folder, "rss.xml.gz")));
    }

    private static Feed Feed => SomeFeed.With();

    private void Print(Feed feed, List<Post> posts, FeedFiles files)
    {
        var entries = new PostEntries([.. posts], post =>
        {
            Interlocked.Increment(ref _made);
            return _entries[post];
        });
        FeedPress.Print(feed with { Entries = entries, Authors = ["Ann"] }, FeedFormats.All, files);
    }

    private Feed Apply(Edit edit, Feed feed, List<Post> posts, int one, int other, Entry entry)
    {
        if (edit == Edit.Add)
            posts.Insert(one % (posts.Count + 1), Post(entry));
        if (edit == Edit.ChangeHead)
            return feed with { Updated = entry.Updated, Description = entry.Summary, Title = one % 4 == 0 ? entry.Title : feed.Title };
        if (posts.Count == 0)
            return feed;
        var (from, to) = (one % posts.Count, other % posts.Count);
        if (edit == Edit.Change)
            posts[from] = Post(entry);
        else if (edit == Edit.Delete)
            posts.RemoveAt(from);
        else if (edit == Edit.Move)
            (posts[from], posts[to]) = (posts[to], posts[from]);
        return feed;
    }

    // Some are long, so that the compressed copy is of several pieces.
    private Post Post(Entry entry)
    {
        int number = _entries.Count;
        var post = SomePost.Number(number % 1000);
        _entries[post] = number % 2 == 0 ? entry with { Html = entry.Html + new string('x', 150_000) } : entry;
        return post;
    }

    private List<Post> Many(int count, int length = 0)
    {
        var posts = SomePost.Upto(count);
        posts.ForEach(post => _entries[post] = SomeFeed.Entry(post.Title, html: Some(length, seed: _entries.Count)));
        return posts;
    }

    private static string Some(int length, int seed) => string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i * (long)i + seed) % 23)));

    private string Fresh() => Path.Combine(_folder, $"{_fresh++}");

    private static void AssertSame(string expected, string actual)
    {
        Assert.Equal(Names(expected), Names(actual));
        Assert.All(Names(expected), name => Assert.True(File.ReadAllBytes(Path.Combine(expected, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name))), name));
        Assert.All(FeedFormats.All, file => Assert.Equal(File.ReadAllBytes(Path.Combine(actual, file.Name)), Unpacked(Path.Combine(actual, file.Name + ".gz"))));
    }

    private static List<string> Names(string folder) => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static byte[] Unpacked(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
