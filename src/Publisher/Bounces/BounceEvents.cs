using System.Data.Common;
using System.Text.Json.Serialization;
using Publisher.Subscribers;
using Publisher.Webhooks;

namespace Publisher.Bounces;

/// <summary>A mail that came back, as other programs are told of it.</summary>
/// <param name="Id">Of the reader.</param>
/// <param name="Code">The server's (RFC 3463); null where it gave none.</param>
/// <param name="Suppressed">Whether the address is mailed no more because of it.</param>
internal sealed record BounceEvent(long Id, string? Email, long Issue, string Kind, string? Code, bool Suppressed);

/// <summary>Tells other programs whose mail came back, in the transaction in which it is counted.</summary>
internal static class BounceEvents
{
    public static async Task BouncedAsync(DbTransaction transaction, Refusal refusal, Counted counted, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!await Outbox.IsWantedAsync(transaction, EventTypes.SubscriberBounced, cancellation))
            return;
        var data = new BounceEvent(refusal.SubscriberId, await Subscriptions.EmailAsync(transaction, refusal.SubscriberId, cancellation), refusal.IssueId, SubscriberRows.Word(counted.Kind), refusal.Code?.ToString(), counted.Suppressed);
        await Outbox.AddAsync(transaction, EventTypes.SubscriberBounced, refusal.SubscriberId, now, data, BounceEventJson.Default.BounceEvent, cancellation);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BounceEvent))]
internal sealed partial class BounceEventJson : JsonSerializerContext;
