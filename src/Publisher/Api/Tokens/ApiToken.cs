using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Publisher.Storage;

namespace Publisher.Api.Tokens;

/// <summary>A token as it is kept: not the token itself, which nobody can tell from this.</summary>
/// <param name="Begins">Its first letters, to tell one from another.</param>
/// <param name="ExpiresAt">Null for never.</param>
internal sealed record ApiToken(long Id, string Name, string Begins, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? UsedAt, DateTimeOffset? RevokedAt)
{
    public const string Columns = "id, name, hint, scopes, created_at, expires_at, used_at, revoked_at";

    public bool IsGood(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);

    public static ApiToken Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.Instant(4),
        At(row, 5),
        At(row, 6),
        At(row, 7));

    private static DateTimeOffset? At(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Instant(column);
}

/// <summary>The token itself: 32 random octets behind a prefix by which scanners of code know it.</summary>
internal static class TokenText
{
    public const string Prefix = "pub_";

    private const int Octets = 32;
    private const int Shown = 8;

    private static readonly int Length = Prefix.Length + Base64Url.GetEncodedLength(Octets);

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Octets));

    /// <summary>Whether it may be one: what is none need not be looked up.</summary>
    public static bool IsOne(string text) => text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>So much chance needs no slow hash: nobody can try them all.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Begins(string text) => text[..Shown];
}
