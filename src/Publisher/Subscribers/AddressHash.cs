using System.Security.Cryptography;
using System.Text;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>The name that an address has where it must not stand itself: an HMAC-SHA-256 with a secret of the database, so that nobody can try addresses against it elsewhere.</summary>
internal sealed class AddressHash(byte[] secret)
{
    public const string KeptAs = "suppressions.key";

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

    /// <summary>Reads the secret, or makes one for a new database.</summary>
    public static async Task<AddressHash> LoadAsync(Database database, CancellationToken cancellation)
    {
        var offered = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return new(Convert.FromHexString(await database.WriteAsync(transaction => transaction.KeepAsync(KeptAs, offered, cancellation), cancellation)));
    }
}
