using System.Collections.Concurrent;
using System.Data.Common;
using Publisher.Mail;
using Publisher.Nodes;
using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>The loop that sends: claim, send, settle. What follows from a reply is the policy's to say.</summary>
internal sealed partial class DeliveryRunner(
    Ledger ledger,
    IssueQueue queue,
    ReplyWatch watch,
    Settlements settlements,
    Looks looks,
    Ways ways,
    IssueStore issues,
    IssueMail mails,
    NewsletterOptions options,
    TransportFactory transports,
    Node node,
    MailCounts counts,
    TimeProvider time,
    Random random,
    ILogger<DeliveryRunner> log)
{
    // A chunk that takes longer is asked for again: whoever left meanwhile gets nothing.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private readonly TimeSpan fresh = options.Lease / 2 < Fresh ? options.Lease / 2 : Fresh;
    private readonly DeliveryPolicy policy = new(options.Retry);
    private readonly Turns turn = new(ways, time);

    // The database was away before the next of them was begun: whatever is leased so has not left.
    private readonly ConcurrentQueue<string> unbegun = new();
    private int turns;

    /// <summary>Sends everything that is due. Runs once at a time in a process.</summary>
    /// <param name="cancellation">Ends the run after the message in flight; what was not begun is given back.</param>
    public async Task SendDueAsync(CancellationToken cancellation)
    {
        if (ways.AreAllResting(time.GetUtcNow()))
            return;
        await settlements.PayAsync();
        await ReleaseUnbegunAsync(cancellation);
        if (await ledger.RecoverAsync(time.GetUtcNow(), cancellation) is > 0 and var unknown)
            LogUnknown(unknown);
        queue.Forget();
        watch.Forget();
        var connections = ways.All.SelectMany(way => Enumerable.Repeat(way, way.Connections)).ToList();
        turn.Begin(ways.Connections);
        await Task.WhenAll(connections.Select((way, number) => Task.Run(() => ConnectionAsync(way, number, cancellation), CancellationToken.None)));
    }

    private async Task ConnectionAsync(Way way, int number, CancellationToken cancellation)
    {
        ITransport? transport = null;
        var size = ChunkSize.First;
        turn.Enter(way);
        try
        {
            while (await turn.MayClaimAsync(way, size.Mails, cancellation))
            {
                var claimedAt = time.GetUtcNow();
                var claim = await ClaimAsync(way, number, size.Mails);
                if (claim.Deliveries.Count > 0)
                    await SendChunkAsync(way, transport ??= transports.Create(way.Server), claim, claimedAt, cancellation);
                else if (!await turn.WaitAsync(way, claim.Until, cancellation))
                    return;
                size = size.After(claim.Deliveries.Count, time.GetUtcNow() - claimedAt);
            }
        }
        finally
        {
            turn.End(way);
            if (transport is not null)
                await transport.DisposeAsync();
        }
    }

    private async Task<Claim> ClaimAsync(Way way, int number, int most)
    {
        var lease = node.Lease(number, Interlocked.Increment(ref turns));
        try
        {
            var claim = await queue.ClaimAsync(lease, way.Limits, most, ways.Connections, CancellationToken.None);
            ways.Shares.GiveBack(way.Number, most - claim.Deliveries.Count);
            return claim;
        }
        catch (Exception fault) when (IsAway(fault))
        {
            // It may have happened all the same.
            unbegun.Enqueue(lease);
            throw;
        }
    }

    private static bool IsAway(Exception fault) => fault is DbException or StorageException;

    private async Task ReleaseUnbegunAsync(CancellationToken cancellation)
    {
        while (unbegun.TryPeek(out var lease))
        {
            await ledger.ReleaseAsync(lease, cancellation);
            unbegun.TryDequeue(out _);
        }
    }

    private async Task SendChunkAsync(Way way, ITransport transport, Claim claim, DateTimeOffset claimedAt, CancellationToken cancellation)
    {
        looks.Hold(claim.Lease, claimedAt);
        try
        {
            await SendAsync(way, transport, claim, claimedAt, cancellation);
        }
        catch (LeaseLostException)
        {
            // Nothing that was not settled has left, and what others took is theirs.
            LogLost();
            await ledger.ReleaseAsync(claim.Lease, CancellationToken.None);
        }
        catch (Exception fault) when (IsAway(fault))
        {
            // Of what was answered for, the answers are kept.
            unbegun.Enqueue(claim.Lease);
            throw;
        }
        finally
        {
            looks.Drop(claim.Lease);
        }
    }

    private async Task SendAsync(Way way, ITransport transport, Claim claim, DateTimeOffset claimedAt, CancellationToken cancellation)
    {
        using var span = Spans.Start("send")?.SetTag("server.address", way.Name).SetTag("publisher.mails", claim.Deliveries.Count);
        var waiting = new Queue<Delivery>(claim.Deliveries);
        var (askedAt, isStopped, settled) = (claimedAt, false, Task.CompletedTask);
        while (waiting.Count > 0 && !isStopped)
        {
            if (time.GetUtcNow() - askedAt > fresh)
            {
                await settled;
                (askedAt, var left) = await looks.AskAsync(claim.Lease, askedAt, fresh);
                waiting = Looks.Among(waiting, left);
            }

            if (cancellation.IsCancellationRequested || !waiting.TryDequeue(out var delivery))
                isStopped = true;
            else
                (settled, isStopped) = await SendAsync(way, transport, delivery, askedAt, settled);
        }

        await settled;
        if (isStopped)
            await ledger.ReleaseAsync(claim.Lease, CancellationToken.None);
    }

    // Once begun, a message is finished and settled even while the program stops: its end is what the ledger must know.
    // It is on its way while the one before is still being settled; its body is not.
    private async Task<(Task Settled, bool IsStopped)> SendAsync(Way way, ITransport transport, Delivery delivery, DateTimeOffset askedAt, Task before)
    {
        if (delivery.Objection is { } objection)
        {
            await before;
            return (settlements.SettleAsync(delivery, new(DeliveryStatus.Withheld, objection)), false);
        }

        var message = mails.For(await issues.GetAsync(delivery.IssueId), delivery.SubscriberId, delivery.Email, delivery.Format);
        var mine = StillMineAsync(delivery, askedAt, before);
        var reply = await transport.SendAsync(message, mine, CancellationToken.None);
        await mine;
        if (reply.Kind == ReplyKind.Faulted)
        {
            await FaultAsync(way, delivery, reply);
            return (Task.CompletedTask, true);
        }

        way.Worked();
        var now = time.GetUtcNow();
        var settled = settlements.SettleAsync(delivery, policy.After(reply, delivery, now, random.NextDouble()));
        return (settled, !await watch.NoteAsync(way.Limits, delivery, reply, now));
    }

    // A process that was paused, or a database that was away, may have outlasted the lease: then another may be sending this.
    private async Task StillMineAsync(Delivery delivery, DateTimeOffset askedAt, Task before)
    {
        await before;
        var now = time.GetUtcNow();
        var since = time is SharedTime { IsInDoubt: true } ? DateTimeOffset.MinValue : askedAt;
        if (now < since + Ledger.Sure(options.Lease) && node.WasAlive(since, now))
            return;
        if (!(await ledger.RenewAsync([delivery.Lease], since, now, CancellationToken.None)).Any(still => still.SubscriberId == delivery.SubscriberId))
            throw new LeaseLostException();
    }

    // A fault costs no attempt: the mail was not looked at.
    private async Task FaultAsync(Way way, Delivery delivery, TransportReply reply)
    {
        counts.Fault();
        if (DeliveryPolicy.StopsIssue(reply) is { } reason)
            await queue.PauseAsync(delivery.IssueId, reason);
        else if (ways.All.Count == 1)
            LogFault(reply.Text, way.Rest(time.GetUtcNow()));
        else
            LogWayFault(way.Name, reply.Text, way.Rest(time.GetUtcNow()));
    }

    [LoggerMessage(321, LogLevel.Warning, "{Count} deliveries were under way when the program ended last; nobody knows whether they arrived, and newsletter.onUnknown decides what becomes of them")]
    private partial void LogUnknown(int count);

    [LoggerMessage(327, LogLevel.Warning, "A lease was over before its mails were sent: this node was paused or could not reach the database. What others took is left to them, the rest is claimed anew")]
    private partial void LogLost();

    [LoggerMessage(322, LogLevel.Error, "Sending rests until {Until:HH:mm:ss}: {Reply}")]
    private partial void LogFault(string reply, DateTimeOffset until);

    [LoggerMessage(325, LogLevel.Error, "{Server} rests until {Until:HH:mm:ss}, and the other servers send meanwhile: {Reply}")]
    private partial void LogWayFault(string server, string reply, DateTimeOffset until);
}
