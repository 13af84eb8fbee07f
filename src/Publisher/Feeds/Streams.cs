namespace Publisher.Feeds;

/// <summary>Comparison in pieces: a feed of every post is larger than the memory it is worth.</summary>
internal static class Streams
{
    private const int Buffer = 64 * 1024;

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
