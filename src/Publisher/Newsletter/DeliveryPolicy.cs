using Publisher.Mail;

namespace Publisher.Newsletter;

/// <summary>What follows from a reply. No input, no output, no clock of its own: the loop asks, this answers.</summary>
internal sealed class DeliveryPolicy(RetryOptions retry)
{
    /// <summary>Begins the reply of a mail that was put off too long.</summary>
    public const string GivenUp = "given up: ";

    private const int TooLarge = 552;

    /// <param name="delivery">As it was claimed.</param>
    /// <param name="jitter">From 0 to 1, so that a crowd of deferred mails does not come back at one moment.</param>
    public Outcome After(TransportReply reply, Delivery delivery, DateTimeOffset now, double jitter) => reply.Kind switch
    {
        ReplyKind.Accepted => new(DeliveryStatus.Sent, delivery.Unknowns == 0 ? reply.Text : $"{reply.Text} (perhaps for the second time: an attempt before had no answer)"),
        ReplyKind.Refused => new(DeliveryStatus.Failed, reply.Text),
        ReplyKind.Unknown => new(DeliveryStatus.Unknown, reply.Text, now + retry.Unknown),
        _ when now - (delivery.FirstTriedAt ?? now) >= retry.GiveUpAfter => new(DeliveryStatus.Failed, GivenUp + reply.Text),
        _ => new(DeliveryStatus.Deferred, reply.Text, now + Wait(delivery.Attempts, jitter)),
    };

    /// <summary>How long all sending rests after faults of our own or the server's, in a row.</summary>
    public static TimeSpan Rest(int faults) => TimeSpan.FromSeconds(Math.Min(900, 15 * Math.Pow(2, Math.Clamp(faults - 1, 0, 10))));

    /// <summary>Whether the recipient's domain should be mailed more slowly. What is about one mailbox (x.1.x and x.2.x, RFC 3463) is not.</summary>
    public static bool IsTooFast(TransportReply reply) =>
        reply is { Kind: ReplyKind.Deferred, Code: 421 or 450 or 451 or 452 or 454 } && !reply.Text[3..].StartsWith(" 4.1.", StringComparison.Ordinal) && !reply.Text[3..].StartsWith(" 4.2.", StringComparison.Ordinal);

    /// <summary>Whether a fault is of this issue alone, and others may be sent meanwhile.</summary>
    public static string? StopsIssue(TransportReply reply) =>
        reply is { Kind: ReplyKind.Faulted, Code: TooLarge } ? $"the server takes no mail of that size: {reply.Text}" : null;

    private TimeSpan Wait(int attempts, double jitter)
    {
        var wait = retry.First * Math.Pow(2, Math.Min(attempts, 20));
        var bounded = wait < retry.Longest ? wait : retry.Longest;
        return bounded * (0.9 + (0.2 * jitter));
    }
}
