namespace Publisher.WebSub;

/// <summary>Sends changed feeds to the subscribers of our own hub (WebSub, section 7). A feed may come twice when the program dies between sending and noting it.</summary>
internal sealed partial class Distributor(
    HubDeliveries deliveries,
    HubSubscriptions subscriptions,
    Topics topics,
    Hubs hubs,
    CallbackClient client,
    HubLimits limits,
    TimeProvider time,
    ILogger<Distributor> log)
{
    private const int Chunk = 100;

    public async Task SendDueAsync(CancellationToken cancellation)
    {
        await subscriptions.ForgetExpiredAsync(cancellation);
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = limits.Connections, CancellationToken = cancellation };
        while (await deliveries.DueAsync(Chunk, cancellation) is { Count: > 0 } due)
            await Parallel.ForEachAsync(due, bounds, async (delivery, stop) => await SendAsync(delivery, stop));
    }

    // What has left is noted even while the program stops.
    private async Task SendAsync(HubDelivery delivery, CancellationToken cancellation)
    {
        if (topics.At(delivery.Topic) is not { } content)
        {
            await deliveries.SettleAsync(delivery, delivery.WantedTag, CancellationToken.None);
            return;
        }

        var link = HubLinks.Header(new(delivery.Topic), [hubs.Own!]).ToString();
        var reply = await client.PostAsync(delivery.Callback, content, link, delivery.Secret, cancellation);
        if (reply.IsGood)
            await deliveries.SettleAsync(delivery, content.Tag, CancellationToken.None);
        else if (reply.Status == StatusCodes.Status410Gone)
            await deliveries.RemoveAsync(delivery, CancellationToken.None);
        else
            await DeferAsync(delivery, reply);
    }

    private Task DeferAsync(HubDelivery delivery, Reply reply)
    {
        if (delivery.Attempts + 1 < limits.Attempts)
            return deliveries.DeferAsync(delivery, time.GetUtcNow() + Backoff.After(delivery.Attempts), CancellationToken.None);
        if (delivery.Attempts + 1 == limits.Attempts)
            LogGivenUp(delivery.Callback.IdnHost, delivery.Topic, reply.Text);
        return deliveries.DeferAsync(delivery, null, CancellationToken.None);
    }

    // The host alone: a callback's address may be a secret between it and us.
    [LoggerMessage(612, LogLevel.Information, "A subscriber on {Host} does not take {Topic} and gets it again when it next changes: {Reason}")]
    private partial void LogGivenUp(string host, string topic, string reason);
}
