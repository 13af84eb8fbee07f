using Publisher.Mail;

namespace Publisher.Newsletter;

/// <summary>What follows from a reply. No input, no output, no clock of its own: the loop asks, this answers.</summary>
internal sealed class DeliveryPolicy(RetryOptions retry)
{
    /// <param name="delivery">As it was claimed.</param>
    /// <param name="jitter">From 0 to 1, so that a crowd of deferred mails does not come back at one moment.</param>
    public Outcome After(TransportReply reply, Delivery delivery, DateTimeOffset now, double jitter) => reply.Kind switch
    {
        ReplyKind.Accepted => new(DeliveryStatus.Sent, reply.Text),
        ReplyKind.Refused => new(DeliveryStatus.Failed, reply.Text),
        ReplyKind.Unknown => new(DeliveryStatus.Unknown, reply.Text, now + retry.Unknown),
        _ when now - (delivery.FirstTriedAt ?? now) >= retry.GiveUpAfter => new(DeliveryStatus.Failed, $"given up: {reply.Text}"),
        _ => new(DeliveryStatus.Deferred, reply.Text, now + Wait(delivery.Attempts, jitter)),
    };

    /// <summary>How long all sending rests after faults of our own or the server's, in a row.</summary>
    public static TimeSpan Rest(int faults) => TimeSpan.FromSeconds(Math.Min(900, 15 * Math.Pow(2, Math.Clamp(faults - 1, 0, 10))));

    private TimeSpan Wait(int attempts, double jitter)
    {
        var wait = retry.First * Math.Pow(2, Math.Min(attempts, 20));
        var bounded = wait < retry.Longest ? wait : retry.Longest;
        return bounded * (0.9 + (0.2 * jitter));
    }
}
