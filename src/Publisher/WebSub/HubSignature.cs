using System.Security.Cryptography;

namespace Publisher.WebSub;

/// <summary>Shows a subscriber that a feed comes from its hub: <c>X-Hub-Signature</c> (WebSub, section 7.1).</summary>
internal static class HubSignature
{
    public static string Of(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> body) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, body));
}
