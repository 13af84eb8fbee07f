using System.Collections.Concurrent;
using Publisher.Mail;

namespace Publisher.Newsletter;

/// <summary>The loop that sends: claim, send, settle. What follows from a reply is the policy's to say.</summary>
internal sealed partial class DeliveryRunner(
    Ledger ledger,
    IssueQueue queue,
    Settlements settlements,
    Limits limits,
    IssueStore issues,
    IssueMail mails,
    MailOptions mail,
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

    private readonly DeliveryPolicy policy = new(options.Retry);
    private readonly ConcurrentDictionary<long, ErrorBudget> budgets = new();
    private int turns;
    private int faults;
    private DateTimeOffset restUntil = DateTimeOffset.MinValue;

    /// <summary>Sends everything that is due. Runs once at a time in a process.</summary>
    /// <param name="cancellation">Ends the run after the message in flight; what was not begun is given back.</param>
    public async Task SendDueAsync(CancellationToken cancellation)
    {
        if (time.GetUtcNow() < restUntil)
            return;
        await settlements.PayAsync();
        if (await ledger.RecoverAsync(time.GetUtcNow(), cancellation) is > 0 and var unknown)
            LogUnknown(unknown);
        queue.Forget();
        if (budgets.Count > MostBudgets)
            budgets.Clear();
        var connections = mail.Transport == TransportKind.Smtp ? mail.Smtp.Connections : 1;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(() => ConnectionAsync(number, cancellation), CancellationToken.None)));
    }

    private async Task ConnectionAsync(int number, CancellationToken cancellation)
    {
        ITransport? transport = null;
        try
        {
            while (!cancellation.IsCancellationRequested && time.GetUtcNow() >= restUntil)
            {
                var claim = await queue.ClaimAsync(node.Lease(number, Interlocked.Increment(ref turns)), CancellationToken.None);
                if (claim.Deliveries.Count > 0)
                    await SendAsync(transport ??= transports.Create(), claim, cancellation);
                else if (!await WaitAsync(claim.Until, cancellation))
                    return;
            }
        }
        finally
        {
            if (transport is not null)
                await transport.DisposeAsync();
        }
    }

    private async Task<bool> WaitAsync(DateTimeOffset? until, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (until is not { } at || at - now > Patience)
            return false;
        await Task.Delay(at > now ? at - now : TimeSpan.FromMilliseconds(1), time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    private async Task SendAsync(ITransport transport, Claim claim, CancellationToken cancellation)
    {
        var waiting = new Queue<Delivery>(claim.Deliveries);
        var (askedAt, isStopped) = (time.GetUtcNow(), false);
        while (waiting.Count > 0 && !isStopped)
        {
            if (time.GetUtcNow() - askedAt > Fresh)
            {
                askedAt = time.GetUtcNow();
                waiting = new(await ledger.RenewAsync(claim.Lease, askedAt, CancellationToken.None));
            }

            isStopped = cancellation.IsCancellationRequested || !waiting.TryDequeue(out var delivery) || !await SendAsync(transport, delivery);
        }

        if (isStopped)
            await ledger.ReleaseAsync(claim.Lease, CancellationToken.None);
    }

    // Once begun, a message is finished and settled even while the program stops: its end is what the ledger must know.
    private async Task<bool> SendAsync(ITransport transport, Delivery delivery)
    {
        if (delivery.Objection is { } objection)
        {
            await settlements.SettleAsync(delivery, new(DeliveryStatus.Withheld, objection));
            return true;
        }

        var message = mails.For(await issues.GetAsync(delivery.IssueId), delivery.SubscriberId, delivery.Email, delivery.Format);
        var reply = await transport.SendAsync(message, CancellationToken.None);
        if (reply.Kind == ReplyKind.Faulted)
            return await FaultAsync(delivery, reply);
        faults = 0;
        var now = time.GetUtcNow();
        await settlements.SettleAsync(delivery, policy.After(reply, delivery, now, random.NextDouble()));
        return await WatchAsync(delivery, reply, now);
    }

    // A fault costs no attempt: the mail was not looked at.
    private async Task<bool> FaultAsync(Delivery delivery, TransportReply reply)
    {
        if (DeliveryPolicy.StopsIssue(reply) is { } reason)
            await queue.PauseAsync(delivery.IssueId, reason);
        else
            Rest(reply);
        return false;
    }

    private async Task<bool> WatchAsync(Delivery delivery, TransportReply reply, DateTimeOffset now)
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

    private void Rest(TransportReply reply)
    {
        restUntil = time.GetUtcNow() + DeliveryPolicy.Rest(Interlocked.Increment(ref faults));
        LogFault(reply.Text, restUntil);
    }

    [LoggerMessage(321, LogLevel.Warning, "{Count} deliveries were under way when the program ended last; nobody knows whether they arrived, and newsletter.onUnknown decides what becomes of them")]
    private partial void LogUnknown(int count);

    [LoggerMessage(322, LogLevel.Error, "Sending rests until {Until:HH:mm:ss}: {Reply}")]
    private partial void LogFault(string reply, DateTimeOffset until);

    [LoggerMessage(324, LogLevel.Information, "{Domain} is mailed {PerMinute:F0} times a minute for now: {Reply}")]
    private partial void LogSlow(string domain, double perMinute, string reply);
}
