using System.Data.Common;
using Publisher.Storage;

namespace Publisher.WebSub;

/// <param name="Id">Of its row.</param>
internal sealed record PendingRequest(long Id, HubRequest Request);

/// <summary>Requests that wait for the verification of their intent: in the database, so that one that was accepted outlives a crash.</summary>
internal sealed class HubRequests(Database database, HubLimits limits, TimeProvider time)
{
    /// <summary>Says that a request waits; must be quick.</summary>
    public event Action? Queued;

    /// <summary>A later request for the same callback and feed replaces the earlier.</summary>
    /// <returns>Why it was not taken; null where it was.</returns>
    public async Task<Refusal?> AddAsync(HubRequest request, CancellationToken cancellation)
    {
        var refusal = await database.WriteAsync(
            async transaction =>
            {
                if (await RefusalAsync(transaction, request, cancellation) is { } refusal)
                    return refusal;
                await AddAsync(transaction, request, cancellation);
                return null;
            },
            cancellation);
        if (refusal is null)
            Queued?.Invoke();
        return refusal;
    }

    public async Task<IReadOnlyList<PendingRequest>> WaitingAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            "select id, mode, callback, topic, lease_seconds, secret from websub_requests order by id",
            row => new PendingRequest(row.GetInt64(0), new(Enum.Parse<HubMode>(row.GetString(1)), new(row.GetString(2)), row.GetString(3), TimeSpan.FromSeconds(row.GetInt64(4)), row.Text(5))),
            cancellation);
    }

    /// <summary>Ends a request, unless a later one took its place.</summary>
    public static Task<int> EndAsync(DbTransaction transaction, PendingRequest pending, CancellationToken cancellation) => transaction.ExecuteAsync(
        "delete from websub_requests where id = @id and mode = @mode and lease_seconds = @lease and coalesce(secret, '') = @secret",
        cancellation,
        ("id", pending.Id),
        ("mode", pending.Request.Mode.ToString()),
        ("lease", (long)pending.Request.Lease.TotalSeconds),
        ("secret", pending.Request.Secret ?? ""));

    private async Task<Refusal?> RefusalAsync(DbTransaction transaction, HubRequest request, CancellationToken cancellation)
    {
        var waiting = await transaction.QueryAsync(
            "select count(*) from websub_requests where callback <> @callback or topic <> @topic",
            row => row.Int(0),
            cancellation,
            ("callback", request.Callback.AbsoluteUri),
            ("topic", request.Topic));
        if (waiting[0] >= limits.Pending)
            return new(StatusCodes.Status503ServiceUnavailable, "too many requests wait for verification; ask again in a minute", TimeSpan.FromMinutes(1));
        if (request.Mode == HubMode.Subscribe)
            return await HubSubscriptions.RefusalAsync(transaction, request, limits, time.GetUtcNow(), cancellation);
        return await HubSubscriptions.HasAsync(transaction, request, cancellation)
            ? null
            : new(StatusCodes.Status404NotFound, "there is no such subscription; it may have ended");
    }

    private Task AddAsync(DbTransaction transaction, HubRequest request, CancellationToken cancellation) => transaction.ExecuteAsync(
        """
        insert into websub_requests (callback, host, topic, mode, lease_seconds, secret, asked_at)
        values (@callback, @host, @topic, @mode, @lease, @secret, @now)
        on conflict (callback, topic) do update set mode = excluded.mode, lease_seconds = excluded.lease_seconds, secret = excluded.secret, asked_at = excluded.asked_at
        """,
        cancellation,
        ("callback", request.Callback.AbsoluteUri),
        ("host", request.Host),
        ("topic", request.Topic),
        ("mode", request.Mode.ToString()),
        ("lease", (long)request.Lease.TotalSeconds),
        ("secret", request.Secret),
        ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
}
