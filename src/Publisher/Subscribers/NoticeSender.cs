using Publisher.Mail;

namespace Publisher.Subscribers;

/// <summary>Sends the notices that are due. A notice may go out twice when the program dies between sending and noting it; both have one Message-ID.</summary>
internal sealed partial class NoticeSender(
    NoticeQueue queue,
    NoticeMail mails,
    Suppressions suppressions,
    SigningKey key,
    TransportFactory transports,
    TimeProvider time,
    ILogger<NoticeSender> log)
{
    private const int Chunk = 100;

    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    public async Task SendDueAsync(CancellationToken cancellation)
    {
        await key.Ring.RefreshAsync(cancellation);
        var due = await queue.DueAsync(time.GetUtcNow(), Chunk, cancellation);
        if (due.Count == 0)
            return;
        await using var transport = transports.Create();
        foreach (var notice in due)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await suppressions.FindAsync(notice.Email, cancellation) is { } suppression && !suppression.Lets(notice))
            {
                await queue.SettleAsync(notice.Id, "withheld: the address is suppressed", time.GetUtcNow(), CancellationToken.None);
                continue;
            }

            var reply = await transport.SendAsync(mails.For(notice), cancellation);
            await SettleAsync(notice, reply);
            if (reply.Kind == ReplyKind.Faulted)
                return;
        }
    }

    // The mail has left, or not: that is noted even while the program stops.
    private Task SettleAsync(Notice notice, TransportReply reply)
    {
        var now = time.GetUtcNow();
        if (reply.Kind is ReplyKind.Accepted or ReplyKind.Refused || now - notice.CreatedAt > GiveUpAfter)
            return queue.SettleAsync(notice.Id, reply.Text, now, CancellationToken.None);
        LogDeferred(notice.Kind, reply.Text);
        var wait = TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, Math.Min(notice.Attempts, 6))));
        return queue.DeferAsync(notice.Id, reply.Text, now + wait, CancellationToken.None);
    }

    [LoggerMessage(201, LogLevel.Warning, "A {Kind} mail could not be sent and will be tried again: {Reply}")]
    private partial void LogDeferred(NoticeKind kind, string reply);
}
