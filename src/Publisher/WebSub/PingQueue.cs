using System.Data.Common;
using Publisher.Storage;

namespace Publisher.WebSub;

/// <summary>Pings that wait in the database: one a hub and feed, however often the feed changed before it left.</summary>
internal sealed class PingQueue(Database database)
{
    /// <summary>Queues a ping. One that waits for a hub that is down goes on waiting.</summary>
    public static Task AddAsync(DbTransaction transaction, Uri hub, string topic, string tag, DateTimeOffset now, CancellationToken cancellation) => transaction.ExecuteAsync(
        """
        insert into websub_pings (hub, topic, tag, queued_at, due_at, attempts) values (@hub, @topic, @tag, @now, @now, 0)
        on conflict (hub, topic) do update set tag = excluded.tag, queued_at = excluded.queued_at
        """,
        cancellation,
        ("hub", hub.AbsoluteUri),
        ("topic", topic),
        ("tag", tag),
        ("now", now.ToUnixTimeMilliseconds()));

    public async Task<IReadOnlyList<Ping>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            """
            select hub, topic, tag, queued_at, attempts, exists (select 1 from websub_pings f where f.hub = p.hub and f.attempts > 0)
            from websub_pings p where due_at <= @now order by due_at, hub, topic limit @limit
            """,
            row => new Ping(row.GetString(0), row.GetString(1), row.GetString(2), row.Instant(3), row.Int(4), row.GetBoolean(5)),
            cancellation,
            ("now", now.ToUnixTimeMilliseconds()),
            ("limit", limit));
    }

    /// <summary>Ends a ping, unless the feed changed again since it was read.</summary>
    public Task SettleAsync(Ping ping, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            "delete from websub_pings where hub = @hub and topic = @topic and tag = @tag",
            cancellation,
            ("hub", ping.Hub),
            ("topic", ping.Topic),
            ("tag", ping.Tag)),
        cancellation);

    public Task DeferAsync(Ping ping, DateTimeOffset due, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            "update websub_pings set due_at = @due, attempts = attempts + 1 where hub = @hub and topic = @topic",
            cancellation,
            ("hub", ping.Hub),
            ("topic", ping.Topic),
            ("due", due.ToUnixTimeMilliseconds())),
        cancellation);
}
