using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>How many deliveries stand where, over all issues.</summary>
internal static class DeliveryCounts
{
    /// <summary>Those that are not done, by status; where there are many, as of a while ago.</summary>
    public static Task<IReadOnlyDictionary<DeliveryStatus, long>> QueueAsync(Database database, DateTimeOffset now, CancellationToken cancellation) =>
        database.Counts.GetAsync("queue by status", now, () => QueueAsync(database, cancellation), counts => counts.Values.Sum());

    /// <summary>Those that are not done, by status.</summary>
    public static Task<IReadOnlyDictionary<DeliveryStatus, long>> QueueAsync(Database database, CancellationToken cancellation) => ReadAsync(
        database,
        // Each part by the small index of its own, which the pending, who are many, need not be looked up beyond.
        """
        select 'pending', (select count(*) from deliveries where status in ('pending', 'deferred', 'unknown')) - (select count(*) from deliveries where status in ('deferred', 'unknown'))
        union all select status, count(*) from deliveries where status in ('deferred', 'unknown') group by status
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
        return counts.Where(row => row.Count > 0).ToDictionary(row => row.Status, row => row.Count);
    }
}
