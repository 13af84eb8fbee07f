using System.Data.Common;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Bounces;

/// <summary>How the reading of reports stands.</summary>
/// <param name="ReadAt">When a mailbox was last read to its end.</param>
/// <param name="Fault">Why it was not, where it was not.</param>
/// <param name="Counts">What counted in the last 30 days.</param>
internal sealed record BounceStatus(DateTimeOffset? ReadAt, string? Fault, IReadOnlyDictionary<BounceKind, long> Counts)
{
    public static readonly BounceStatus None = new(null, null, new Dictionary<BounceKind, long>());

    /// <summary>In a database from before there were bounces, none.</summary>
    public static async Task<BounceStatus> ReadAsync(Database database, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!await database.HasAsync(cancellation, "bounces", "mailboxes"))
            return None;
        await using var connection = await database.OpenAsync(cancellation);
        var mailboxes = await connection.QueryAsync("select read_at, fault from mailboxes order by coalesce(read_at, 0) desc", row => (ReadAt: row.IsDBNull(0) ? (DateTimeOffset?)null : row.Instant(0), Fault: row.Text(1)), cancellation);
        var counts = await database.Counts.GetAsync("bounces by kind", now, () => CountAsync(connection, now, cancellation), found => found.Sum(count => count.Count));
        return new(mailboxes.FirstOrDefault().ReadAt, mailboxes.FirstOrDefault().Fault, counts.ToDictionary(count => count.Kind, count => count.Count));
    }

    private static Task<List<(BounceKind Kind, long Count)>> CountAsync(DbConnection connection, DateTimeOffset now, CancellationToken cancellation) =>
        connection.QueryAsync(
            "select kind, count(*) from bounces where counted_at >= @since group by kind",
            row => (SubscriberRows.Value<BounceKind>(row.GetString(0)), row.GetInt64(1)),
            cancellation,
            ("since", (now - BouncePolicy.LongestAgo).ToUnixTimeMilliseconds()));
}
