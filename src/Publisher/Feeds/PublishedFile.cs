using System.Security.Cryptography;

namespace Publisher.Feeds;

/// <summary>A feed file as it lies on disk, to be served from memory.</summary>
/// <param name="ETag">Strong, quoted, of the content alone (RFC 9110, section 8.8.3).</param>
/// <param name="LastModified">When the content last changed, finer than the seconds that HTTP knows.</param>
internal sealed record PublishedFile(string Name, string ContentType, ReadOnlyMemory<byte> Bytes, string ETag, DateTimeOffset LastModified)
{
    private const int TagBytes = 16;

    public static string ETagOf(ReadOnlySpan<byte> bytes) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, TagBytes))}\"";
}
