using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Publisher.Mail;

namespace Publisher.Admin.Login;

/// <summary>Codes that an app on the operator's phone makes from a shared secret and the time (RFC 6238: HMAC-SHA-1, six digits, thirty seconds, as every app knows them).</summary>
internal static class Totp
{
    public const int Digits = 6;

    // As long as the hash (RFC 4226 section 4, R6).
    private const int SecretBytes = 20;
    private const int Seconds = 30;

    public static string NewSecret() => Base32.Write(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The number of the half minute that a time is in.</summary>
    public static long Step(DateTimeOffset at) => at.ToUnixTimeSeconds() / Seconds;

    /// <param name="secret">In base32.</param>
    public static string Code(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 builds on it, and what it signs lives for half a minute.
        var hash = HMACSHA1.HashData(Base32.Read(secret)!, counter);
#pragma warning restore CA5350
        // RFC 4226 section 5.3.
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fff_ffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>What apps take over by a click or a picture.</summary>
    public static string Address(string secret, string site) =>
        $"otpauth://totp/{Uri.EscapeDataString($"{site}:admin")}?secret={secret.ToUpperInvariant()}&issuer={Uri.EscapeDataString(site)}";
}
