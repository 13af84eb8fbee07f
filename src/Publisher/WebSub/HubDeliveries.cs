using Publisher.Storage;

namespace Publisher.WebSub;

/// <summary>One feed that is to be sent to one callback.</summary>
/// <param name="WantedTag">Of the content that was announced.</param>
/// <param name="Attempts">Attempts in a row that failed so far.</param>
internal sealed record HubDelivery(Uri Callback, string Topic, string? Secret, string WantedTag, int Attempts)
{
    /// <summary>Without the secret: a record prints all it holds.</summary>
    public override string ToString() => $"{Callback.IdnHost} {Topic}";
}

/// <summary>Deliveries as they stand in the rows of the subscriptions: one each at most, however often the feed changed.</summary>
internal sealed class HubDeliveries(Database database, TimeProvider time)
{
    /// <summary>Those who answered last time come first.</summary>
    public async Task<IReadOnlyList<HubDelivery>> DueAsync(int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            """
            select callback, topic, secret, wanted_tag, attempts from websub_subscriptions
            where due_at <= @now and expires_at > @now order by attempts, due_at, id limit @limit
            """,
            row => new HubDelivery(new(row.GetString(0)), row.GetString(1), row.Text(2), row.GetString(3), row.Int(4)),
            cancellation,
            ("now", time.GetUtcNow().ToUnixTimeMilliseconds()),
            ("limit", limit));
    }

    /// <summary>Notes what was delivered. If the feed changed meanwhile, its new content is still due.</summary>
    public Task SettleAsync(HubDelivery delivery, string deliveredTag, CancellationToken cancellation) => WriteAsync(
        delivery,
        """
        update websub_subscriptions
        set due_at = case when wanted_tag in (@wanted, @delivered) then null else due_at end, delivered_tag = @delivered, attempts = 0
        """,
        cancellation,
        ("wanted", delivery.WantedTag),
        ("delivered", deliveredTag));

    /// <param name="due">Null gives up, until the feed changes again.</param>
    public Task DeferAsync(HubDelivery delivery, DateTimeOffset? due, CancellationToken cancellation) =>
        WriteAsync(delivery, "update websub_subscriptions set due_at = @due, attempts = attempts + 1", cancellation, ("due", due?.ToUnixTimeMilliseconds()));

    /// <summary>Ends the subscription itself.</summary>
    public Task RemoveAsync(HubDelivery delivery, CancellationToken cancellation) => WriteAsync(delivery, "delete from websub_subscriptions", cancellation);

    private Task WriteAsync(HubDelivery delivery, string sql, CancellationToken cancellation, params (string Name, object? Value)[] values) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            sql + " where callback = @callback and topic = @topic",
            cancellation,
            [("callback", delivery.Callback.OriginalString), ("topic", delivery.Topic), .. values]),
        cancellation);
}
