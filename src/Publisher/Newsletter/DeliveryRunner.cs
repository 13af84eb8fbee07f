using Publisher.Mail;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>The loop that sends: claim, send, settle. What follows from a reply is the policy's to say.</summary>
internal sealed partial class DeliveryRunner(
    Ledger ledger,
    IssueStore issues,
    Subscriptions subscriptions,
    Suppressions suppressions,
    IssueMail mails,
    MailOptions mail,
    NewsletterOptions options,
    TransportFactory transports,
    TimeProvider time,
    Random random,
    ILogger<DeliveryRunner> log)
{
    private readonly DeliveryPolicy policy = new(options.Retry);
    private int faults;
    private DateTimeOffset restUntil = DateTimeOffset.MinValue;

    /// <summary>Sends everything that is due. Runs once at a time in a process, and in one process on a database.</summary>
    /// <param name="cancellation">Ends the run after the message in flight; what was not begun is given back.</param>
    public async Task SendDueAsync(CancellationToken cancellation)
    {
        if (time.GetUtcNow() < restUntil)
            return;
        if (await ledger.RecoverAsync(time.GetUtcNow(), cancellation) is > 0 and var unknown)
            LogUnknown(unknown);
        var connections = mail.Transport == TransportKind.Smtp ? mail.Smtp.Connections : 1;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => ConnectionAsync(number, cancellation)));
    }

    private async Task ConnectionAsync(int number, CancellationToken cancellation)
    {
        ITransport? transport = null;
        try
        {
            for (var turn = 0; !cancellation.IsCancellationRequested && time.GetUtcNow() >= restUntil; turn++)
            {
                var lease = $"{Environment.ProcessId}/{number}/{turn}";
                var chunk = await ledger.ClaimAsync(lease, time.GetUtcNow(), CancellationToken.None);
                if (chunk.Count == 0)
                    return;
                transport ??= transports.Create();
                await SendChunkAsync(transport, chunk, lease, cancellation);
            }
        }
        finally
        {
            if (transport is not null)
                await transport.DisposeAsync();
        }
    }

    private async Task SendChunkAsync(ITransport transport, IReadOnlyList<Delivery> chunk, string lease, CancellationToken cancellation)
    {
        foreach (var delivery in chunk)
        {
            if (cancellation.IsCancellationRequested || !await SendAsync(transport, delivery))
            {
                await ledger.ReleaseAsync(lease, CancellationToken.None);
                return;
            }
        }
    }

    // Once begun, a message is finished and settled even while the program stops: its end is what the ledger must know.
    private async Task<bool> SendAsync(ITransport transport, Delivery delivery)
    {
        var reader = await subscriptions.FindAsync(delivery.SubscriberId, CancellationToken.None);
        var objection = reader is null ? "the reader is gone" : await ObjectionAsync(reader);
        if (reader is null || objection is not null)
        {
            await ledger.SettleAsync(delivery, new(DeliveryStatus.Withheld, objection!), time.GetUtcNow(), CancellationToken.None);
            return true;
        }

        var message = mails.For(await issues.GetAsync(delivery.IssueId), reader);
        var reply = await transport.SendAsync(message, CancellationToken.None);
        if (reply.Kind == ReplyKind.Faulted)
        {
            Rest(reply);
            return false;
        }

        faults = 0;
        var now = time.GetUtcNow();
        await ledger.SettleAsync(delivery, policy.After(reply, delivery, now, random.NextDouble()), now, CancellationToken.None);
        return true;
    }

    // Asked when a mail is sent, not only when it is queued: whoever left or was suppressed meanwhile gets nothing.
    private async Task<string?> ObjectionAsync(Subscriber reader) =>
        reader.Status != SubscriberStatus.Confirmed ? "the reader had unsubscribed"
        : await suppressions.FindAsync(reader.Email, CancellationToken.None) is { } suppression ? $"the address is suppressed: {SubscriberRows.Word(suppression.Reason)}"
        : null;

    private void Rest(TransportReply reply)
    {
        restUntil = time.GetUtcNow() + DeliveryPolicy.Rest(Interlocked.Increment(ref faults));
        LogFault(reply.Text, restUntil);
    }

    [LoggerMessage(321, LogLevel.Warning, "{Count} deliveries were under way when the program ended last; nobody knows whether they arrived, and newsletter.onUnknown decides what becomes of them")]
    private partial void LogUnknown(int count);

    [LoggerMessage(322, LogLevel.Error, "Sending rests until {Until:HH:mm:ss}: {Reply}")]
    private partial void LogFault(string reply, DateTimeOffset until);
}
