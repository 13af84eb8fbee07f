using System.Security.Cryptography;
using System.Text;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>The name that an address has where it must not stand itself: an HMAC-SHA-256 with a secret of the database, so that nobody can try addresses against it elsewhere.</summary>
internal sealed class AddressHash(byte[] secret)
{
    public const string KeptAs = "suppressions.key";

    // Of SHA-256, in octets.
    private const int Block = 64;

    /// <param name="email">In any case.</param>
    public string Of(string email) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(email.ToLowerInvariant())));

    /// <summary>The names of many, in their order: the secret is made ready once.</summary>
    public IEnumerable<string> Of(IEnumerable<string> emails)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        foreach (var email in emails)
        {
            hmac.AppendData(Encoding.UTF8.GetBytes(email.ToLowerInvariant()));
            yield return Convert.ToHexStringLower(hmac.GetHashAndReset());
        }
    }

    /// <summary>The same name, reckoned by PostgreSQL (RFC 2104, section 2): a query that reads addresses finds it out by itself.</summary>
    /// <param name="key">A column with an address in lower case.</param>
    public static string Sql(string key) => $"encode(sha256(@outer || sha256(@inner || convert_to({key}, 'UTF8'))), 'hex')";

    /// <summary>The values that <see cref="Sql"/> takes.</summary>
    public (string Name, object? Value)[] Pads() => [("inner", Pad(0x36)), ("outer", Pad(0x5c))];

    /// <summary>Reads the secret, or makes one for a new database.</summary>
    public static async Task<AddressHash> LoadAsync(Database database, CancellationToken cancellation)
    {
        var offered = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return new(Convert.FromHexString(await database.WriteAsync(transaction => transaction.KeepAsync(KeptAs, offered, cancellation), cancellation)));
    }

    private byte[] Pad(byte with) => [.. secret.Concat(new byte[Block - secret.Length]).Select(octet => (byte)(octet ^ with))];
}
