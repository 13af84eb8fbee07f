using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Publisher.Posts;

namespace Publisher.Feeds.Splicing;

/// <summary>
/// Compresses a feed in pieces that do not refer to each other, so that the next version takes over those that did not change.
/// Together they are one member (RFC 1952), which every reader knows; several members in a row are not.
/// </summary>
internal static class GzipPieces
{
    // Measured on posts: pieces of 256 KiB take three hundredths more than one piece.
    private const double Usual = 256 * 1024;
    // Measured on 100 MB of posts: level 6 takes 1.2 s, level 2 0.4 s and an eighth more room, level 1 0.2 s and a quarter more than that.
    private const int Level = 2;
    private const int LevelOfLarge = 1;

    // Hardly any reader loads a feed beyond that, and everybody waits for the feeds behind it.
    private const long Large = 32 << 20;

    // Pieces that are compressed while others are written: a bound of memory.
    private static readonly int Ahead = 2 * Environment.ProcessorCount;

    private const int HeaderLength = 10;
    private const int CrcLength = 4;

    // What cannot be compressed grows by an eighth at most: nine bits for each byte.
    private const int MostGrowth = 4;
    private const int Overhead = 1024;

    // No name, no time, no system.
    private static ReadOnlySpan<byte> Header => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    // RFC 1951: the last block, empty.
    private static ReadOnlySpan<byte> End => [3, 0];

    /// <param name="old">The copy of the version before; null for none.</param>
    public static GzipMap Write(Stream content, FeedMap map, Stream? old, Stream to) => Write(content, map, old, to, content.Length < Large ? Level : LevelOfLarge);

    public static GzipMap Write(Stream content, FeedMap map, Stream? old, Stream to, int level)
    {
        // What was compressed otherwise is not taken over: the same feed is the same bytes, whatever it was before.
        var there = old is null || map.Gzip!.Level != level ? [] : Inner(map.Gzip);
        var pieces = new List<GzipPiece>();
        var ahead = new Queue<(int First, int Count, long Length, Task<Packed> Packed)>();
        uint crc = 0;
        to.Write(Header);
        foreach (var (first, count) in Cut(map))
        {
            var (from, end) = (first == 0 ? 0 : map.Ends[first], first + count == map.Posts.Count ? content.Length : map.Ends[first + count]);
            ahead.Enqueue((first, count, end - from, Same(there, map, first, count) is { } same ? Take(old!, same) : Compress(content, from, end, level)));
            if (ahead.Count == Ahead)
                Put();
        }

        while (ahead.Count > 0)
            Put();
        to.Write(End);
        WriteNumber(to, crc);
        WriteNumber(to, (uint)content.Length);
        return new(map.Posts, pieces, level);

        void Put()
        {
            var (first, count, length, task) = ahead.Dequeue();
            var packed = task.GetAwaiter().GetResult();
            long start = to.Position;
            to.Write(packed.Bytes);
            ArrayPool<byte>.Shared.Return(packed.Bytes.Array!);
            pieces.Add(new(first, count, start, to.Position, packed.Crc));
            crc = Crc32.Join(crc, packed.Crc, length);
        }
    }

    // Where a piece ends depends on the entries around it alone, so that the same feed is cut at the same places wherever it was spliced from.
    private static IEnumerable<(int First, int Count)> Cut(FeedMap map)
    {
        int first = 0;
        for (int next = 1; next < map.Posts.Count; next++)
        {
            if (!Ends(map.Posts[next - 1], map.Ends[next] - map.Ends[next - 1]))
                continue;
            yield return (first, next - first);
            first = next;
        }

        yield return (first, map.Posts.Count - first);
    }

    private static bool Ends(Post post, long length) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(post.Id))) < length / Usual * uint.MaxValue;

    // The head and the foot may have changed.
    private static Dictionary<Post, (GzipMap Map, GzipPiece Piece)> Inner(GzipMap map) => map.Pieces.Skip(1).SkipLast(1)
        .ToDictionary(piece => map.Posts[piece.First], piece => (map, piece), (IEqualityComparer<Post>)ReferenceEqualityComparer.Instance);

    private static GzipPiece? Same(Dictionary<Post, (GzipMap Map, GzipPiece Piece)> there, FeedMap map, int first, int count) =>
        first > 0 && first + count < map.Posts.Count && there.TryGetValue(map.Posts[first], out var old) && old.Piece.Count == count
            && Enumerable.Range(0, count).All(i => ReferenceEquals(map.Posts[first + i], old.Map.Posts[old.Piece.First + i])) ? old.Piece : null;

    private static Task<Packed> Take(Stream old, GzipPiece piece) => Task.FromResult(new Packed(Lent(old, piece.From, piece.To), piece.Crc));

    // The stream is read here, where nobody else reads it; to compress takes long.
    private static Task<Packed> Compress(Stream content, long from, long end, int level)
    {
        var plain = Lent(content, from, end);
        return Task.Run(() => Compress(plain, level));
    }

    // A gzip of its own, of which the header and all from the last block on are left out.
    private static Packed Compress(ArraySegment<byte> plain, int level)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(plain.Count + (plain.Count / MostGrowth) + Overhead);
        using var own = new MemoryStream(bytes);
        int blocks;
        using (var gzip = new GZipStream(own, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true))
        {
            gzip.Write(plain);
            gzip.Flush();
            blocks = (int)own.Position;
        }

        ArrayPool<byte>.Shared.Return(plain.Array!);
        return new(new(bytes, HeaderLength, blocks - HeaderLength), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((int)own.Position - (2 * CrcLength))));
    }

    private static ArraySegment<byte> Lent(Stream from, long start, long end)
    {
        var bytes = ArrayPool<byte>.Shared.Rent((int)(end - start));
        from.Position = start;
        from.ReadExactly(bytes, 0, (int)(end - start));
        return new(bytes, 0, (int)(end - start));
    }

    private static void WriteNumber(Stream to, uint number)
    {
        Span<byte> bytes = stackalloc byte[CrcLength];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        to.Write(bytes);
    }

    /// <param name="Bytes">The blocks alone; lent.</param>
    /// <param name="Crc">Of what they hold.</param>
    private readonly record struct Packed(ArraySegment<byte> Bytes, uint Crc);
}
