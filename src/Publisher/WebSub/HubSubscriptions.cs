using System.Data.Common;
using Publisher.Storage;

namespace Publisher.WebSub;

/// <summary>Who is subscribed at our own hub: a callback and a feed, for the time of a lease.</summary>
internal sealed class HubSubscriptions(Database database, HubLimits limits, TimeProvider time)
{
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    /// <summary>Stores what was verified: a new subscription, the renewal of one, or its end.</summary>
    /// <returns>Why it was not stored; null where it was, or where a later request took its place.</returns>
    public Task<Refusal?> StoreAsync(PendingRequest verified, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var request = verified.Request;
            if (await HubRequests.EndAsync(transaction, verified, cancellation) == 0)
                return null;
            if (request.Mode == HubMode.Unsubscribe)
                await RemoveAsync(transaction, request, cancellation);
            else if (await RefusalAsync(transaction, request, limits, time.GetUtcNow(), cancellation) is { } refusal)
                return refusal;
            else
                await PutAsync(transaction, request, cancellation);
            return null;
        },
        cancellation);

    /// <summary>Drops a request that was not verified.</summary>
    public Task DropAsync(PendingRequest pending, CancellationToken cancellation) =>
        database.WriteAsync(transaction => HubRequests.EndAsync(transaction, pending, cancellation), cancellation);

    /// <summary>Ends the leases that have run out.</summary>
    public Task ForgetExpiredAsync(CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync("delete from websub_subscriptions where expires_at <= @now", cancellation, ("now", time.GetUtcNow().ToUnixTimeMilliseconds())),
        cancellation);

    /// <summary>Says that every subscriber of a feed is to get its new content. A callback that does not answer goes on resting.</summary>
    public static Task WantAsync(DbTransaction transaction, string topic, string tag, DateTimeOffset now, CancellationToken cancellation) => transaction.ExecuteAsync(
        """
        update websub_subscriptions set wanted_tag = @tag, due_at = coalesce(due_at, @now)
        where topic = @topic and expires_at > @now and coalesce(delivered_tag, '') <> @tag
        """,
        cancellation,
        ("topic", topic),
        ("tag", tag),
        ("now", now.ToUnixTimeMilliseconds()));

    public static async Task<bool> HasAsync(DbTransaction transaction, HubRequest request, CancellationToken cancellation) =>
        await CountAsync(transaction, "callback = @callback and topic = @topic", request, default, cancellation) > 0;

    /// <summary>Whether there is room for a subscription; one that is renewed has its place.</summary>
    public static async Task<Refusal?> RefusalAsync(DbTransaction transaction, HubRequest request, HubLimits limits, DateTimeOffset now, CancellationToken cancellation)
    {
        const string Others = "expires_at > @now and (callback <> @callback or topic <> @topic)";
        if (await CountAsync(transaction, Others, request, now, cancellation) >= limits.Subscriptions)
            return new(StatusCodes.Status503ServiceUnavailable, "the hub has all the subscriptions it takes; ask again later", Later);
        return await CountAsync(transaction, $"host = @host and {Others}", request, now, cancellation) >= limits.SubscriptionsOfHost
            ? new(StatusCodes.Status429TooManyRequests, "the host of hub.callback has all the subscriptions that one host may have; end some, or ask again later", Later)
            : null;
    }

    private static async Task<int> CountAsync(DbTransaction transaction, string which, HubRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        var counts = await transaction.QueryAsync(
            $"select count(*) from websub_subscriptions where {which}",
            row => row.Int(0),
            cancellation,
            ("callback", request.Callback.AbsoluteUri),
            ("host", request.Host),
            ("topic", request.Topic),
            ("now", now.ToUnixTimeMilliseconds()));
        return counts[0];
    }

    private static Task RemoveAsync(DbTransaction transaction, HubRequest request, CancellationToken cancellation) => transaction.ExecuteAsync(
        "delete from websub_subscriptions where callback = @callback and topic = @topic",
        cancellation,
        ("callback", request.Callback.AbsoluteUri),
        ("topic", request.Topic));

    private Task PutAsync(DbTransaction transaction, HubRequest request, CancellationToken cancellation) => transaction.ExecuteAsync(
        """
        insert into websub_subscriptions (callback, host, topic, secret, expires_at, attempts) values (@callback, @host, @topic, @secret, @expires, 0)
        on conflict (callback, topic) do update set secret = excluded.secret, expires_at = excluded.expires_at, attempts = 0
        """,
        cancellation,
        ("callback", request.Callback.AbsoluteUri),
        ("host", request.Host),
        ("topic", request.Topic),
        ("secret", request.Secret),
        ("expires", (time.GetUtcNow() + request.Lease).ToUnixTimeMilliseconds()));
}
