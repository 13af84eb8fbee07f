using System.Collections.Concurrent;
using Publisher.Mail;

namespace Publisher.Newsletter;

/// <summary>What replies say beyond the mail that they answer: a domain that wants to be mailed more slowly, and an issue that too many refuse.</summary>
internal sealed partial class ReplyWatch(IssueQueue queue, NewsletterOptions options, ILogger<ReplyWatch> log)
{
    private const int MostBudgets = 1000;

    private readonly ConcurrentDictionary<long, ErrorBudget> budgets = new();
    private readonly PolicyBlocks blocks = new();

    /// <summary>Bounds what is remembered of issues.</summary>
    public void Forget()
    {
        if (budgets.Count > MostBudgets)
            budgets.Clear();
    }

    /// <returns>Whether the issue goes on.</returns>
    public async Task<bool> NoteAsync(Limits limits, Delivery delivery, TransportReply reply, DateTimeOffset now)
    {
        limits.Count(delivery.Domain, now);
        if (DeliveryPolicy.IsTooFast(reply) && limits.Slow(delivery.Domain, now) is { } perMinute)
            LogSlow(delivery.Domain, perMinute, reply.Text);
        if (reply.Kind is not (ReplyKind.Accepted or ReplyKind.Refused))
            return true;
        if (blocks.Note(delivery.Domain, reply, now) is { } verdict)
            Slow(limits, delivery.Domain, verdict, reply, now);
        var budget = budgets.GetOrAdd(delivery.IssueId, _ => new(options.ErrorBudget));
        if (budget.Note(reply.Kind == ReplyKind.Refused, reply.Text) is not { } reason)
            return true;
        budgets.TryRemove(delivery.IssueId, out _);
        await queue.PauseAsync(delivery.IssueId, reason);
        return false;
    }

    // To go on as fast makes it worse; slowly it is seen whether it passes.
    private void Slow(Limits limits, string domain, PolicyVerdict verdict, TransportReply reply, DateTimeOffset now)
    {
        limits.Slow(domain, now);
        if (verdict.IsNews)
            LogBlocked(domain, verdict.Refused, verdict.Mails, reply.Text);
    }

    [LoggerMessage(326, LogLevel.Warning, "{Domain} refuses {Refused} of {Mails} mails by its policy and is mailed ever more slowly; `publisher doctor` may show why: {Reply}")]
    private partial void LogBlocked(string domain, int refused, int mails, string reply);

    [LoggerMessage(324, LogLevel.Information, "{Domain} is mailed {PerMinute:F0} times a minute for now: {Reply}")]
    private partial void LogSlow(string domain, double perMinute, string reply);
}
