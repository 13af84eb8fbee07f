using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Publisher.Web;

namespace Publisher.Feeds;

/// <summary>A feed file as it lies on disk, with its compressed copies, to be served.</summary>
/// <param name="LastModified">When the content last changed, finer than the seconds that HTTP knows.</param>
internal sealed record PublishedFile(string Name, string ContentType, DateTimeOffset LastModified, Representation Plain, Representation? Gzip, Representation? Brotli)
{
    private const int TagBytes = 16;

    /// <summary>Last-Modified, as HTTP writes it.</summary>
    public string LastModifiedText { get; } = LastModified.ToString("R");

    /// <summary>Of the content alone; each compressed copy has its own, made from it.</summary>
    public string ETag => Plain.ETag;

    /// <summary>The content where it is held in memory.</summary>
    public ReadOnlyMemory<byte> Bytes => Plain.Bytes;

    /// <summary>The Link header, which names hubs; empty without.</summary>
    public StringValues Links { get; init; } = StringValues.Empty;

    /// <summary>The content, wherever it is; null where it is gone from disk.</summary>
    public ReadOnlyMemory<byte>? Read()
    {
        if (Plain.IsHeld)
            return Plain.Bytes;
        using var content = Plain.Open();
        if (content is null)
            return null;
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Bytes of memory that its contents take.</summary>
    public long Held => Plain.Bytes.Length + (long)(Gzip?.Bytes.Length ?? 0) + (Brotli?.Bytes.Length ?? 0);

    /// <summary>Whether what is not in memory is still on disk as it was loaded.</summary>
    public bool IsCurrent() => Plain.IsCurrent() && Gzip?.IsCurrent() != false && Brotli?.IsCurrent() != false;

    public Representation As(ContentCoding coding) => coding switch
    {
        ContentCoding.Gzip => Gzip ?? Plain,
        ContentCoding.Brotli => Brotli ?? Plain,
        _ => Plain,
    };

    public static string ETagOf(ReadOnlySpan<byte> bytes) => Quoted(SHA256.HashData(bytes));

    public static string ETagOf(Stream content) => Quoted(SHA256.HashData(content));

    private static string Quoted(byte[] hash) => $"\"{Convert.ToHexStringLower(hash.AsSpan(0, TagBytes))}\"";
}
