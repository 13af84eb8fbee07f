using System.Security.Cryptography;
using System.Text;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>The secrets of the database. The first tells names that must stay for life; links are signed with the ring, whose keys change.</summary>
internal sealed class SigningKey
{
    private readonly byte[] secret;

    public SigningKey(byte[] secret)
        : this(secret, KeyRing.Of(secret))
    {
    }

    private SigningKey(byte[] secret, KeyRing ring)
    {
        this.secret = secret;
        Ring = ring;
    }

    public KeyRing Ring { get; }

    /// <summary>The first 16 bytes of an HMAC-SHA-256.</summary>
    public static byte[] Sign(byte[] secret, string purpose, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.UTF8.GetBytes(purpose));
        hash.AppendData([0]);
        hash.AppendData(payload);
        return hash.GetHashAndReset()[..16];
    }

    /// <summary>The same with the key of names, which stays for life.</summary>
    public byte[] Sign(string purpose, ReadOnlySpan<byte> payload) => Sign(secret, purpose, payload);

    /// <summary>A name that only the holder of the key can tell, in 32 hexadecimal digits; the same before and after a rotation.</summary>
    public string Name(string purpose, string of) => Convert.ToHexStringLower(Sign(purpose, Encoding.UTF8.GetBytes(of)));

    /// <summary>Reads the keys, or makes the first for a new database.</summary>
    public static async Task<SigningKey> LoadAsync(Database database, TimeProvider time, CancellationToken cancellation)
    {
        var secrets = await database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(
                    "insert into keys (id, secret, created_at) values (1, @secret, @now) on conflict (id) do nothing",
                    cancellation,
                    ("secret", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))),
                    ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
                return await transaction.QueryAsync("select secret from keys where id = 1", row => row.GetString(0), cancellation);
            },
            cancellation);
        return new(Convert.FromHexString(secrets[0]), await KeyRing.LoadAsync(database, time, cancellation));
    }
}
