using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Publisher.Posts.Reading;

/// <summary>What tells one text of a post from another: half of a SHA-256 of title, summary and body, in hexadecimal digits.</summary>
internal static class ContentHashes
{
    private const int Half = SHA256.HashSizeInBytes / 2;

    // To make one costs more than most posts do.
    [ThreadStatic]
    private static IncrementalHash? s_hash;

    public static string Of(string title, string excerpt, SourceBody body)
    {
        var hash = s_hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, title);
        Append(hash, excerpt);
        body.AppendTo(hash);
        hash.AppendData([0]);
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(bytes);
        return Convert.ToHexStringLower(bytes[..Half]);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length) + 1);
        var length = Encoding.UTF8.GetBytes(text, bytes);
        bytes[length] = 0;
        hash.AppendData(bytes, 0, length + 1);
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
