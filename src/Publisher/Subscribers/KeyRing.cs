using System.Security.Cryptography;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>A key that links are signed with.</summary>
/// <param name="Id">From 1; it stands in each link.</param>
/// <param name="RetiresAt">From when on it opens nothing but links to unsubscribe; null for the newest.</param>
internal sealed record RingKey(int Id, byte[] Secret, DateTimeOffset? RetiresAt);

/// <summary>The keys of a database: the newest signs, older ones open for a time what they signed, and links to unsubscribe for ever.</summary>
internal sealed class KeyRing
{
    /// <summary>How long a link that was signed with an older key goes on working.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    public const int MaxId = ushort.MaxValue;

    private readonly Database? database;
    private readonly TimeProvider time;
    private volatile IReadOnlyList<RingKey> keys;

    private KeyRing(Database? database, TimeProvider time, IReadOnlyList<RingKey> keys)
    {
        this.database = database;
        this.time = time;
        this.keys = keys;
    }

    public RingKey Newest => keys[^1];

    public static KeyRing Of(byte[] secret) => new(null, TimeProvider.System, [new(1, secret, null)]);

    public static async Task<KeyRing> LoadAsync(Database database, TimeProvider time, CancellationToken cancellation) =>
        new(database, time, await ReadAsync(database, cancellation));

    /// <param name="forEver">Whether the link must go on working whatever became of its key.</param>
    public RingKey? Find(int id, bool forEver) =>
        keys.FirstOrDefault(key => key.Id == id) is { } key && (forEver || key.RetiresAt is null || time.GetUtcNow() < key.RetiresAt) ? key : null;

    /// <summary>Takes up keys that were added since, by a command beside the service.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        if (database is not null)
            keys = await ReadAsync(database, cancellation);
    }

    /// <summary>Adds a key that signs from now on.</summary>
    /// <param name="grace">How long the older ones still open what they signed, links to unsubscribe apart.</param>
    /// <returns>The number of the new key.</returns>
    public static Task<int> RotateAsync(Database database, DateTimeOffset now, TimeSpan grace, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await transaction.ExecuteAsync(
                "update keys set retires_at = @at where retires_at is null or retires_at > @at",
                cancellation,
                ("at", (now + grace).ToUnixTimeMilliseconds()));
            var ids = await transaction.QueryAsync(
                "insert into keys (id, secret, created_at) select coalesce(max(id), 0) + 1, @secret, @now from keys returning id",
                row => row.Int(0),
                cancellation,
                ("secret", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))),
                ("now", now.ToUnixTimeMilliseconds()));
            return ids[0] <= MaxId ? ids[0] : throw new StorageException($"the database holds {MaxId} keys already, and a link has room for no more");
        },
        cancellation);

    private static async Task<IReadOnlyList<RingKey>> ReadAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            "select id, secret, retires_at from keys order by id",
            row => new RingKey(row.Int(0), Convert.FromHexString(row.GetString(1)), row.IsDBNull(2) ? null : row.Instant(2)),
            cancellation);
    }
}
