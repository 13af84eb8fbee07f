using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>How many deliveries stand where, over all issues.</summary>
internal static class DeliveryCounts
{
    /// <summary>Those that are not done, by status.</summary>
    public static Task<IReadOnlyDictionary<DeliveryStatus, long>> QueueAsync(Database database, CancellationToken cancellation) => ReadAsync(
        database,
        // Each half by the small index of its own.
        """
        select status, count(*) from deliveries where status in ('pending', 'deferred', 'unknown') group by status
        union all select status, count(*) from deliveries where status = 'sending' group by status
        """,
        cancellation);

    /// <summary>All of them: it costs as much as there are.</summary>
    public static Task<IReadOnlyDictionary<DeliveryStatus, long>> AllAsync(Database database, CancellationToken cancellation) =>
        ReadAsync(database, "select status, count(*) from deliveries group by status", cancellation);

    private static async Task<IReadOnlyDictionary<DeliveryStatus, long>> ReadAsync(Database database, string sql, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var counts = await connection.QueryAsync(sql, row => (Status: SubscriberRows.Value<DeliveryStatus>(row.GetString(0)), Count: row.GetInt64(1)), cancellation);
        return counts.ToDictionary(row => row.Status, row => row.Count);
    }
}
