using System.Collections.Concurrent;
using Publisher.Mail;

namespace Publisher.Newsletter;

/// <summary>The loop that sends: claim, send, settle. What follows from a reply is the policy's to say.</summary>
internal sealed partial class DeliveryRunner(
    Ledger ledger,
    IssueQueue queue,
    Settlements settlements,
    Ways ways,
    IssueStore issues,
    IssueMail mails,
    NewsletterOptions options,
    TransportFactory transports,
    Node node,
    TimeProvider time,
    Random random,
    ILogger<DeliveryRunner> log)
{
    private const int MostBudgets = 1000;

    // A chunk that takes longer is asked for again: whoever left meanwhile gets nothing.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    // The next turn is not further away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // How often one looks whether its turn has come, or its server's rest is over, and how long it lets others go first: a server that hangs holds nobody up.
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(10);

    private readonly DeliveryPolicy policy = new(options.Retry);
    private readonly ConcurrentDictionary<long, ErrorBudget> budgets = new();
    private int turns;
    private int working;

    /// <summary>Sends everything that is due. Runs once at a time in a process.</summary>
    /// <param name="cancellation">Ends the run after the message in flight; what was not begun is given back.</param>
    public async Task SendDueAsync(CancellationToken cancellation)
    {
        if (ways.AreAllResting(time.GetUtcNow()))
            return;
        await settlements.PayAsync();
        if (await ledger.RecoverAsync(time.GetUtcNow(), cancellation) is > 0 and var unknown)
            LogUnknown(unknown);
        queue.Forget();
        if (budgets.Count > MostBudgets)
            budgets.Clear();
        var connections = ways.All.SelectMany(way => Enumerable.Repeat(way, way.Connections)).ToList();
        working = connections.Count;
        await Task.WhenAll(connections.Select((way, number) => Task.Run(() => ConnectionAsync(way, number, cancellation), CancellationToken.None)));
    }

    private async Task ConnectionAsync(Way way, int number, CancellationToken cancellation)
    {
        ITransport? transport = null;
        ways.Shares.Enter(way.Number);
        try
        {
            while (await MayClaimAsync(way, cancellation))
            {
                var claim = await ClaimAsync(way, number);
                if (claim.Deliveries.Count > 0)
                    await SendAsync(way, transport ??= transports.Create(way.Server), claim, cancellation);
                else if (!await WaitAsync(way, claim.Until, cancellation))
                    return;
            }
        }
        finally
        {
            ways.Shares.Leave(way.Number);
            Interlocked.Decrement(ref working);
            if (transport is not null)
                await transport.DisposeAsync();
        }
    }

    private async Task<bool> MayClaimAsync(Way way, CancellationToken cancellation)
    {
        if (!await RestedAsync(way, cancellation))
            return false;
        for (var since = time.GetUtcNow(); !cancellation.IsCancellationRequested; await PauseAsync(Turn, cancellation))
            if (ways.Shares.TryTake(way.Number, Ledger.Chunk, isUrgent: time.GetUtcNow() - since > Courtesy))
                return true;
        return false;
    }

    // While others send, a server that rests is looked at again: its share is its own then.
    private async Task<bool> RestedAsync(Way way, CancellationToken cancellation)
    {
        if (!way.IsResting(time.GetUtcNow()))
            return true;
        ways.Shares.Leave(way.Number);
        Interlocked.Decrement(ref working);
        while (way.IsResting(time.GetUtcNow()) && Volatile.Read(ref working) > 0 && !ways.AreAllResting(time.GetUtcNow()) && !cancellation.IsCancellationRequested)
            await PauseAsync(Glance, cancellation);
        Interlocked.Increment(ref working);
        ways.Shares.Enter(way.Number);
        return !way.IsResting(time.GetUtcNow());
    }

    private async Task<Claim> ClaimAsync(Way way, int number)
    {
        var claim = await queue.ClaimAsync(node.Lease(number, Interlocked.Increment(ref turns)), way.Limits, CancellationToken.None);
        ways.Shares.GiveBack(way.Number, Ledger.Chunk - claim.Deliveries.Count);
        return claim;
    }

    private async Task<bool> WaitAsync(Way way, DateTimeOffset? until, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (until is not { } at || at - now > Patience)
            return false;
        // Who may not send holds up nobody.
        ways.Shares.Leave(way.Number);
        await PauseAsync(at > now ? at - now : TimeSpan.FromMilliseconds(1), cancellation);
        ways.Shares.Enter(way.Number);
        return true;
    }

    private async Task PauseAsync(TimeSpan length, CancellationToken cancellation) =>
        await Task.Delay(length, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task SendAsync(Way way, ITransport transport, Claim claim, CancellationToken cancellation)
    {
        var waiting = new Queue<Delivery>(claim.Deliveries);
        var (askedAt, isStopped, settled) = (time.GetUtcNow(), false, Task.CompletedTask);
        while (waiting.Count > 0 && !isStopped)
        {
            if (time.GetUtcNow() - askedAt > Fresh)
            {
                await settled;
                askedAt = time.GetUtcNow();
                waiting = new(await ledger.RenewAsync(claim.Lease, askedAt, CancellationToken.None));
            }

            if (cancellation.IsCancellationRequested || !waiting.TryDequeue(out var delivery))
                isStopped = true;
            else
                (settled, isStopped) = await SendAsync(way, transport, delivery, settled);
        }

        await settled;
        if (isStopped)
            await ledger.ReleaseAsync(claim.Lease, CancellationToken.None);
    }

    // Once begun, a message is finished and settled even while the program stops: its end is what the ledger must know.
    // It is on its way while the one before is still being settled; its body is not.
    private async Task<(Task Settled, bool IsStopped)> SendAsync(Way way, ITransport transport, Delivery delivery, Task before)
    {
        if (delivery.Objection is { } objection)
        {
            await before;
            return (settlements.SettleAsync(delivery, new(DeliveryStatus.Withheld, objection)), false);
        }

        var message = mails.For(await issues.GetAsync(delivery.IssueId), delivery.SubscriberId, delivery.Email, delivery.Format);
        var reply = await transport.SendAsync(message, before, CancellationToken.None);
        await before;
        if (reply.Kind == ReplyKind.Faulted)
        {
            await FaultAsync(way, delivery, reply);
            return (Task.CompletedTask, true);
        }

        way.Worked();
        var now = time.GetUtcNow();
        var settled = settlements.SettleAsync(delivery, policy.After(reply, delivery, now, random.NextDouble()));
        return (settled, !await WatchAsync(way.Limits, delivery, reply, now));
    }

    // A fault costs no attempt: the mail was not looked at.
    private async Task FaultAsync(Way way, Delivery delivery, TransportReply reply)
    {
        if (DeliveryPolicy.StopsIssue(reply) is { } reason)
            await queue.PauseAsync(delivery.IssueId, reason);
        else if (ways.All.Count == 1)
            LogFault(reply.Text, way.Rest(time.GetUtcNow()));
        else
            LogWayFault(way.Name, reply.Text, way.Rest(time.GetUtcNow()));
    }

    private async Task<bool> WatchAsync(Limits limits, Delivery delivery, TransportReply reply, DateTimeOffset now)
    {
        limits.Count(delivery.Domain, now);
        if (DeliveryPolicy.IsTooFast(reply) && limits.Slow(delivery.Domain, now) is { } perMinute)
            LogSlow(delivery.Domain, perMinute, reply.Text);
        if (reply.Kind is not (ReplyKind.Accepted or ReplyKind.Refused))
            return true;
        var budget = budgets.GetOrAdd(delivery.IssueId, _ => new(options.ErrorBudget));
        if (budget.Note(reply.Kind == ReplyKind.Refused, reply.Text) is not { } reason)
            return true;
        budgets.TryRemove(delivery.IssueId, out _);
        await queue.PauseAsync(delivery.IssueId, reason);
        return false;
    }

    [LoggerMessage(321, LogLevel.Warning, "{Count} deliveries were under way when the program ended last; nobody knows whether they arrived, and newsletter.onUnknown decides what becomes of them")]
    private partial void LogUnknown(int count);

    [LoggerMessage(322, LogLevel.Error, "Sending rests until {Until:HH:mm:ss}: {Reply}")]
    private partial void LogFault(string reply, DateTimeOffset until);

    [LoggerMessage(325, LogLevel.Error, "{Server} rests until {Until:HH:mm:ss}, and the other servers send meanwhile: {Reply}")]
    private partial void LogWayFault(string server, string reply, DateTimeOffset until);

    [LoggerMessage(324, LogLevel.Information, "{Domain} is mailed {PerMinute:F0} times a minute for now: {Reply}")]
    private partial void LogSlow(string domain, double perMinute, string reply);
}
