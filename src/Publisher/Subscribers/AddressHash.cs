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

    /// <summary>Reads the secret, or makes one for a new database.</summary>
    public static async Task<AddressHash> LoadAsync(Database database, CancellationToken cancellation)
    {
        var offered = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return new(Convert.FromHexString(await database.WriteAsync(transaction => transaction.KeepAsync(KeptAs, offered, cancellation), cancellation)));
    }
}
