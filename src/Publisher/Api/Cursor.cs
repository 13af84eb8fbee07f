using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Publisher.Api;

/// <summary>Where a page of a list ends, as a text that says nothing to who has it. It fits the list that it was made for, with its filters and its order, and no other.</summary>
internal static class Cursor
{
    public const int Longest = 2048;

    private const int Mark = 8;

    public static string Write(string list, string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(MarkOf(list) + place));

    /// <returns>Null where it is none of this list.</returns>
    public static string? Read(string list, string cursor)
    {
        if (cursor.Length > Longest || !Base64Url.IsValid(cursor))
            return null;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return text.StartsWith(MarkOf(list), StringComparison.Ordinal) ? text[Mark..] : null;
    }

    private static string MarkOf(string list) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list)))[..Mark];
}
