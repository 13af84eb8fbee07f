using System.Buffers.Binary;
using System.IO.Compression;
using Publisher.Web;

namespace Publisher.Feeds;

/// <summary>The compressed copies that lie beside a feed file, for web servers to send as they are.</summary>
/// <remarks>
/// One version of the runtime makes the same bytes of the same feed each time: fixed qualities, no name, no time. Another version's zlib or brotli may
/// make others, so a copy is told good by what it holds, and is not made anew because a newer runtime would make it otherwise.
/// </remarks>
internal static class Compression
{
    private const int Buffer = 64 * 1024;
    private const int Small = 32 * 1024;
    private const int LargestBrotli = 8 * 1024 * 1024;

    /// <summary>Measured on posts: level 9 costs 22 ms a MB, level 6 costs 11 ms for a hundredth more size.</summary>
    private const int GzipLevel = 6;

    // RFC 1952, section 2.3.1: the byte of the header that names the operating system, and "unknown".
    private const int SystemByte = 9;
    private const byte AnySystem = 255;

    /// <summary>In the order in which they are replaced.</summary>
    public static IReadOnlyList<ContentCoding> Codings { get; } = [ContentCoding.Brotli, ContentCoding.Gzip];

    /// <summary>Brotli cannot be spliced, and to pack all of a large feed anew takes seconds.</summary>
    /// <param name="length">Of the file, in bytes.</param>
    public static IEnumerable<ContentCoding> CodingsOf(long length) => length <= LargestBrotli ? Codings : [ContentCoding.Gzip];

    public static string Extension(ContentCoding coding) => coding switch
    {
        ContentCoding.Gzip => ".gz",
        ContentCoding.Brotli => ".br",
        _ => "",
    };

    /// <summary>Both streams are read and written from their beginning, in pieces.</summary>
    public static void Compress(ContentCoding coding, Stream from, Stream to)
    {
        from.Position = 0;
        using (var compressor = Compressor(coding, from.Length, to))
            from.CopyTo(compressor, Buffer);
        if (coding != ContentCoding.Gzip || to.Length <= SystemByte)
            return;
        to.Position = SystemByte;
        to.WriteByte(AnySystem);
    }

    /// <summary>Whether a compressed copy holds exactly what the file holds.</summary>
    public static bool Holds(ContentCoding coding, Stream compressed, Stream content)
    {
        try
        {
            if (coding == ContentCoding.Gzip && !EndsAfter(content.Length, compressed))
                return false;
            (compressed.Position, content.Position) = (0, 0);
            using Stream plain = coding == ContentCoding.Gzip ? new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true) : new BrotliStream(compressed, CompressionMode.Decompress, leaveOpen: true);
            return Streams.AreSame(plain, content);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or InvalidOperationException)
        {
            return false;
        }
    }

    // RFC 1952, section 2.3.1: the last four bytes are the length. .NET reads a copy without them as if nothing were missing.
    private static bool EndsAfter(long length, Stream gzip)
    {
        Span<byte> end = stackalloc byte[sizeof(uint)];
        if (gzip.Length < end.Length)
            return length == 0;
        gzip.Position = gzip.Length - end.Length;
        gzip.ReadExactly(end);
        return BinaryPrimitives.ReadUInt32LittleEndian(end) == (uint)length;
    }

    private static Stream Compressor(ContentCoding coding, long length, Stream to) => coding == ContentCoding.Gzip
        ? new GZipStream(to, new ZLibCompressionOptions { CompressionLevel = GzipLevel }, leaveOpen: true)
        : new BrotliStream(to, new BrotliCompressionOptions { Quality = BrotliQuality(length) }, leaveOpen: true);

    // Measured on a feed of 200 KB: 9 costs 24 ms and tables of 32 MB, 6 costs 3 ms and 2 MB for a twentieth more size. Up to some ten KB, 10 is worth 10 ms.
    private static int BrotliQuality(long length) => length <= Small ? 10 : 6;
}
