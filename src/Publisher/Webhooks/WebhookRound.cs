using Publisher.WebSub;

namespace Publisher.Webhooks;

/// <summary>Tells what is due. Each program by itself: one that is down keeps no other waiting.</summary>
internal sealed partial class WebhookRound(WebhookQueue queue, WebhookClient client, WebhooksOptions options, TimeProvider time, ILogger<WebhookRound> log)
{
    private const int Chunk = 100;

    // Who fails so often in a row is left alone until the next round.
    private const int MostFailures = 10;

    // The round ends when all have had their turn: who is slow must not keep the others waiting.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    private readonly IReadOnlyList<Webhook> webhooks = [.. options.All()];

    public async Task SendDueAsync(CancellationToken cancellation)
    {
        await queue.ForgetAsync(time.GetUtcNow() - Forgotten, cancellation);
        await Task.WhenAll(webhooks.Select(webhook => SendAsync(webhook, cancellation)));
    }

    private async Task SendAsync(Webhook webhook, CancellationToken cancellation)
    {
        var (begun, failures) = (time.GetUtcNow(), 0);
        while (await queue.DueAsync(webhook.Url.AbsoluteUri, time.GetUtcNow(), Chunk, cancellation) is { Count: > 0 } due)
        {
            foreach (var message in due)
            {
                var reply = await SendAsync(webhook, message, cancellation);
                failures = reply.IsGood ? 0 : failures + 1;
                // Who does not answer once would keep us waiting for each of the others, too.
                if (reply.IsSilence || failures == MostFailures || time.GetUtcNow() - begun > LongestTurn)
                    return;
            }
        }
    }

    // What has left is noted even while the program stops.
    private async Task<Reply> SendAsync(Webhook webhook, WebhookMessage message, CancellationToken cancellation)
    {
        var reply = await client.TellAsync(webhook, message, time.GetUtcNow(), cancellation);
        if (reply.IsGood)
            await queue.SettleAsync(message, CancellationToken.None);
        else
            await DeferAsync(webhook, message, reply);
        return reply;
    }

    private async Task DeferAsync(Webhook webhook, WebhookMessage message, Reply reply)
    {
        var now = time.GetUtcNow();
        var next = reply.Status == StatusCodes.Status410Gone ? null : WebhookPatience.Next(message.CreatedAt, message.Attempts, now);
        await queue.DeferAsync(message, next, reply.Text, CancellationToken.None);
        if (next is null)
            LogGivenUp(message.Type, webhook.ToString(), reply.Text);
        else if (message.Attempts == 0)
            LogDeferred(message.Type, webhook.ToString(), reply.Text);
    }

    [LoggerMessage(621, LogLevel.Information, "{Type} could not be told to {Host} and will be tried again: {Reason}")]
    private partial void LogDeferred(string type, string host, string reason);

    [LoggerMessage(622, LogLevel.Warning, "{Type} could not be told to {Host} and is given up: {Reason}. `publisher webhooks list` shows it; `publisher webhooks retry` tries again")]
    private partial void LogGivenUp(string type, string host, string reason);
}
