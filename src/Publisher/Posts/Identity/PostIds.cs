using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Publisher.Posts.Identity;

/// <summary>Makes ids from a post alone, so that a build without a database gives the same ones.</summary>
internal static class PostIds
{
    // Of most paths.
    private const int Short = 256;

    /// <summary>A UUID (RFC 9562 section 5.8, version 8) of the path: no host and no title is in it, so both may change.</summary>
    /// <param name="turn">0, or how often the name was used before by posts that are gone.</param>
    public static string FromPath(string path, int turn = 0) => Uuid("path", turn == 0 ? path : $"{path}\n{turn}");

    /// <summary>An id that an author wrote: kept when it is an absolute IRI or a UUID, else made one.</summary>
    public static string FromOwn(string own)
    {
        if (Guid.TryParseExact(own, "D", out var uuid))
            return $"urn:uuid:{uuid:D}";
        return IsIri(own) ? own : Uuid("own", own);
    }

    public static bool IsIri(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) > 1 && !text.Any(char.IsWhiteSpace) && Uri.TryCreate(text, UriKind.Absolute, out _);

    /// <summary>The id of the feed of a site.</summary>
    public static string Uuid(string family, string name)
    {
        Span<byte> text = stackalloc byte[Short];
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Utf8.TryWrite(text, $"{family}\n{name}", out var length) ? text[..length] : Encoding.UTF8.GetBytes($"{family}\n{name}"), bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(bytes[..16], bigEndian: true):D}";
    }
}
