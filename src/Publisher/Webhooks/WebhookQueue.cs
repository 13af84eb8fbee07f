using Publisher.Storage;

namespace Publisher.Webhooks;

/// <summary>Events that wait in the database, and those that were given up.</summary>
internal sealed class WebhookQueue(Database database)
{
    /// <summary>Notes which programs there are: what is done from now on is told to them. What waited for one that is named no more is dropped.</summary>
    public Task RegisterAsync(IReadOnlyList<Webhook> webhooks, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var known = await transaction.QueryAsync("select url from webhooks", row => row.GetString(0), cancellation);
            foreach (var gone in known.Except(webhooks.Select(webhook => webhook.Url.AbsoluteUri)))
                await transaction.ExecuteAsync("delete from webhooks where url = @url", cancellation, ("url", gone));
            foreach (var webhook in webhooks)
            {
                await transaction.ExecuteAsync(
                    "insert into webhooks (url, types) values (@url, @types) on conflict (url) do update set types = excluded.types",
                    cancellation,
                    ("url", webhook.Url.AbsoluteUri),
                    ("types", $" {string.Join(' ', webhook.Types)} "));
            }
        },
        cancellation);

    /// <summary>What one program is to be told, the oldest first.</summary>
    public async Task<IReadOnlyList<WebhookMessage>> DueAsync(string url, DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            $"select {WebhookMessage.Columns} from webhook_messages where url = @url and due_at <= @now order by due_at, id limit @limit",
            WebhookMessage.Read,
            cancellation,
            ("url", url),
            ("now", now.ToUnixTimeMilliseconds()),
            ("limit", limit));
    }

    /// <summary>All that waits or was given up, the oldest first.</summary>
    public async Task<IReadOnlyList<WebhookMessage>> ListAsync(int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync($"select {WebhookMessage.Columns} from webhook_messages order by created_at, id limit @limit", WebhookMessage.Read, cancellation, ("limit", limit));
    }

    /// <summary>What was given up, the newest first.</summary>
    /// <param name="before">The last one that was seen.</param>
    public async Task<IReadOnlyList<WebhookMessage>> DeadAsync((long At, long Id) before, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            $"select {WebhookMessage.Columns} from webhook_messages where due_at is null and (created_at, id) < (@at, @id) order by created_at desc, id desc limit @limit",
            WebhookMessage.Read,
            cancellation,
            ("at", before.At),
            ("id", before.Id),
            ("limit", limit));
    }

    /// <summary>It was told: nothing of it stays.</summary>
    public Task SettleAsync(WebhookMessage message, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync("delete from webhook_messages where id = @id and message_id = @message", cancellation, ("id", message.Id), ("message", message.MessageId)),
        cancellation);

    /// <param name="due">When it is tried again; null gives it up.</param>
    public Task DeferAsync(WebhookMessage message, DateTimeOffset? due, string reply, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            "update webhook_messages set due_at = @due, attempts = attempts + 1, reply = @reply where id = @id and message_id = @message",
            cancellation,
            ("id", message.Id),
            ("message", message.MessageId),
            ("due", due?.ToUnixTimeMilliseconds()),
            ("reply", reply)),
        cancellation);

    /// <summary>Tries again what was given up. The time to give up begins anew.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> RetryAsync(DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync("update webhook_messages set due_at = @now, created_at = @now, attempts = 0 where due_at is null", cancellation, ("now", now.ToUnixTimeMilliseconds())),
        cancellation);

    /// <returns>How many had been given up.</returns>
    public Task<int> DropAsync(CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync("delete from webhook_messages where due_at is null", cancellation), cancellation);

    /// <summary>Forgets what was given up long ago: it names readers.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync("delete from webhook_messages where created_at < @before and due_at is null", cancellation, ("before", before.ToUnixTimeMilliseconds())), cancellation);
}
