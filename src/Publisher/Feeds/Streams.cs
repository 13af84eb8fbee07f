using System.Buffers;

namespace Publisher.Feeds;

/// <summary>Comparison and copies in pieces: a feed of every post is larger than the memory it is worth.</summary>
internal static class Streams
{
    private const int Buffer = 64 * 1024;
    private const int Large = 256 * 1024;

    /// <summary>Copies what lies between two places, counted from the beginning.</summary>
    /// <exception cref="EndOfStreamException">There is less.</exception>
    public static void Copy(Stream from, long start, long end, Stream to)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Large);
        from.Position = start;
        for (long left = end - start; left > 0;)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            from.ReadExactly(piece);
            to.Write(piece);
            left -= piece.Length;
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Whether two streams hold the same from where they stand to their ends.</summary>
    public static bool AreSame(Stream one, Stream other)
    {
        byte[] mine = new byte[Buffer];
        byte[] theirs = new byte[Buffer];
        int read;
        do
        {
            read = one.ReadAtLeast(mine, Buffer, throwOnEndOfStream: false);
            if (other.ReadAtLeast(theirs, Buffer, throwOnEndOfStream: false) != read || !mine.AsSpan(0, read).SequenceEqual(theirs.AsSpan(0, read)))
                return false;
        }
        while (read > 0);
        return true;
    }
}
