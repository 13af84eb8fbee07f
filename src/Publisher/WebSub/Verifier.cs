using System.Security.Cryptography;
using System.Text;

namespace Publisher.WebSub;

/// <summary>Asks each callback whether it means what was asked in its name. Only a verified request is stored.</summary>
internal sealed partial class Verifier(
    HubRequests requests,
    HubSubscriptions subscriptions,
    Topics topics,
    CallbackClient client,
    HubLimits limits,
    RandomNumberGenerator random,
    ILogger<Verifier> log)
{
    private const int ChallengeBytes = 24;

    public async Task VerifyAsync(CancellationToken cancellation) => await Parallel.ForEachAsync(
        await requests.WaitingAsync(cancellation),
        new ParallelOptions { MaxDegreeOfParallelism = limits.Connections, CancellationToken = cancellation },
        async (pending, stop) => await VerifyAsync(pending, stop));

    private async Task VerifyAsync(PendingRequest pending, CancellationToken cancellation)
    {
        if (pending.Request.Mode == HubMode.Subscribe && !topics.Has(pending.Request.Topic))
        {
            await subscriptions.DropAsync(pending, cancellation);
            await DenyAsync(pending.Request, "the feed is not there any more", cancellation);
        }
        else if (!await IsMeantAsync(pending.Request, cancellation))
        {
            await subscriptions.DropAsync(pending, cancellation);
        }
        else if (await subscriptions.StoreAsync(pending, cancellation) is { } refusal)
        {
            await DenyAsync(pending.Request, refusal.Sentence, cancellation);
        }
    }

    private async Task<bool> IsMeantAsync(HubRequest request, CancellationToken cancellation)
    {
        var bytes = new byte[ChallengeBytes];
        random.GetBytes(bytes);
        var challenge = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes));
        // One byte more than is right shows what is too long.
        var reply = await client.GetAsync(Intent.Question(request, Encoding.ASCII.GetString(challenge)), challenge.Length + 1, cancellation);
        if (reply.IsGood && reply.Body.Span.SequenceEqual(challenge))
            return true;
        LogNotMeant(request.Host, reply.IsGood ? "it answered with something else than the challenge" : reply.Text);
        return false;
    }

    private Task<Reply> DenyAsync(HubRequest request, string reason, CancellationToken cancellation) =>
        client.GetAsync(Intent.Denial(request, reason), most: 0, cancellation);

    // The host alone: a callback's address may be a secret between it and us.
    [LoggerMessage(611, LogLevel.Information, "A request to the hub was not confirmed by its callback on {Host}: {Reason}")]
    private partial void LogNotMeant(string host, string reason);
}
