using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Publisher.Admin.Login;

/// <summary>A login, by the secret in its cookie.</summary>
/// <param name="Token">256 random bits, in base64url.</param>
internal sealed record AdminSession(string Token)
{
    private const int Bytes = 32;
    private const int Length = 43;

    /// <summary>As the database knows it: who reads the database cannot log in.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Token)));

    /// <summary>What every form of this session carries, and no other site can know.</summary>
    public string FormToken { get; } = Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Token), "form"u8));

    public static AdminSession New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <returns>Null where the cookie can be none of ours.</returns>
    public static AdminSession? Of(string? cookie) => cookie is { Length: Length } && Base64Url.IsValid(cookie) ? new(cookie) : null;

    public bool Sent(string? formToken) =>
        formToken is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(formToken), Encoding.UTF8.GetBytes(FormToken));

    /// <summary>The hash alone: what is printed lets nobody in.</summary>
    public override string ToString() => Hash;
}
