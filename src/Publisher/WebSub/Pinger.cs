namespace Publisher.WebSub;

/// <summary>Sends the pings that are due. Each hub by itself: one that is down keeps no other waiting.</summary>
internal sealed partial class Pinger(PingQueue queue, Hubs hubs, HubClient client, HubLimits limits, TimeProvider time, ILogger<Pinger> log)
{
    private const int Chunk = 1000;

    public async Task SendDueAsync(CancellationToken cancellation)
    {
        var due = await queue.DueAsync(time.GetUtcNow(), Chunk, cancellation);
        await Task.WhenAll(due.GroupBy(ping => ping.Hub).Select(pings => hubs.Others.FirstOrDefault(hub => hub.AbsoluteUri == pings.Key) is { } hub
            ? SendAsync(hub, [.. pings], cancellation)
            : DropAsync(pings, cancellation)));
    }

    // The settings name it no more.
    private async Task DropAsync(IEnumerable<Ping> pings, CancellationToken cancellation)
    {
        foreach (var ping in pings)
            await queue.SettleAsync(ping, cancellation);
    }

    private async Task SendAsync(Uri hub, IReadOnlyList<Ping> pings, CancellationToken cancellation)
    {
        var (failed, givenUp, silence) = (0, 0, (Reply?)null);
        foreach (var ping in pings)
        {
            // Who does not answer one request keeps us waiting for each of the others, too.
            var reply = silence ?? await client.PublishAsync(hub, ping.Topic, cancellation);
            silence = reply.IsSilence ? reply : null;
            if (reply.IsGood)
                await queue.SettleAsync(ping, CancellationToken.None);
            else if (await HasEndedAsync(ping))
                givenUp++;
            else if (++failed == 1 && !ping.IsOut)
                LogOut(hub, reply.Text);
        }

        if (givenUp > 0)
            LogGivenUp(hub, limits.GiveUpPingAfter.TotalHours, givenUp);
        else if (failed == 0 && pings[0].IsOut)
            LogBack(hub);
    }

    // That a ping failed is noted even while the program stops.
    private async Task<bool> HasEndedAsync(Ping ping)
    {
        var now = time.GetUtcNow();
        if (now - ping.QueuedAt >= limits.GiveUpPingAfter)
        {
            await queue.SettleAsync(ping, CancellationToken.None);
            return true;
        }

        await queue.DeferAsync(ping, now + Backoff.After(ping.Attempts), CancellationToken.None);
        return false;
    }

    [LoggerMessage(601, LogLevel.Warning, "The hub {Hub} took no ping and will be tried again: {Reason}")]
    private partial void LogOut(Uri hub, string reason);

    [LoggerMessage(602, LogLevel.Warning, "The hub {Hub} took no ping for {Hours} hours, and {Count} were given up; readers find the change when they next look by themselves. Is its address in feeds.webSub right?")]
    private partial void LogGivenUp(Uri hub, double hours, int count);

    [LoggerMessage(603, LogLevel.Information, "The hub {Hub} takes pings again")]
    private partial void LogBack(Uri hub);
}
