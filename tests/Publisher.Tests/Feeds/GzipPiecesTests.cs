using System.IO.Compression;
using System.Text;
using Publisher.Feeds.Splicing;
using Publisher.Posts;

namespace Publisher.Tests.Feeds;

public sealed class GzipPiecesTests
{
    private static readonly IReadOnlyList<Post> Posts = [.. Enumerable.Range(0, 400).Select(i => new Post { Path = $"{i}.md", Id = $"urn:x:{i}" })];
    private static readonly byte[] Content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 400 * 1000).Select(i => $"word {i * 7919 % 1000}, ")));

    private static FeedMap Map { get; } = new(Posts, [.. Enumerable.Range(0, Posts.Count + 1).Select(i => (long)i * Content.Length / (Posts.Count + 1))], [], []);

    [Fact]
    public void Pieces_are_taken_over_from_a_copy_of_the_same_level_and_of_no_other()
    {
        var (small, large) = (Write(Map, null, level: 2), Write(Map, null, level: 1));
        Assert.NotEqual(small.Bytes, large.Bytes);
        Assert.InRange(small.Map.Pieces.Count, 3, 100);

        // A byte that no compressor would write shows what was taken over.
        var marked = small.Bytes.ToArray();
        marked[small.Map.Pieces[1].From] ^= 0xFF;
        Assert.Equal(marked[small.Map.Pieces[1].From], Write(Map with { Gzip = small.Map }, marked, level: 2).Bytes[small.Map.Pieces[1].From]);
        Assert.Equal(large.Bytes, Write(Map with { Gzip = small.Map }, marked, level: 1).Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Whatever_the_level_a_reader_gets_what_the_file_holds(int level)
    {
        using var gzip = new GZipStream(new MemoryStream(Write(Map, null, level).Bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        Assert.Equal(Content, plain.ToArray());
    }

    // Random bytes grow when they are compressed.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_cannot_be_compressed_has_room_all_the_same(int level)
    {
        byte[] noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);
        using var packed = new MemoryStream();
        GzipPieces.Write(new MemoryStream(noise), new FeedMap(Posts, [.. Enumerable.Range(0, Posts.Count + 1).Select(i => (long)i * noise.Length / (Posts.Count + 1))], [], []), null, packed, level);
        packed.Position = 0;
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        Assert.Equal(noise, plain.ToArray());
    }

    private static (byte[] Bytes, GzipMap Map) Write(FeedMap map, byte[]? old, int level)
    {
        using var to = new MemoryStream();
        using var before = old is null ? null : new MemoryStream(old);
        var pieces = GzipPieces.Write(new MemoryStream(Content), map, before, to, level);
        return (to.ToArray(), pieces);
    }
}
