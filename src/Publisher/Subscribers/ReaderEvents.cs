using System.Data.Common;
using System.Text.Json.Serialization;
using Publisher.Storage;
using Publisher.Webhooks;

namespace Publisher.Subscribers;

/// <summary>A reader, as other programs are told of them.</summary>
/// <param name="Email">Null where the reader wished to be forgotten.</param>
/// <param name="Reason">Why they left; null where they came.</param>
internal sealed record ReaderEvent(long Id, string? Email, string Status, string? Cadence, IReadOnlyList<string>? Topics, string? Language, string? Reason);

/// <summary>How a reader left.</summary>
internal enum Leaving
{
    /// <summary>By their own wish.</summary>
    Unsubscribed,

    /// <summary>They called mail spam.</summary>
    Complaint,

    /// <summary>The operator removed them.</summary>
    Removed,

    /// <summary>They wished to be forgotten.</summary>
    Erased,
}

/// <summary>Tells other programs who came and who left, in the transaction in which they do.</summary>
internal static class ReaderEvents
{
    /// <summary>To be called once the reader is confirmed.</summary>
    public static async Task ConfirmedAsync(DbTransaction transaction, long id, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await Outbox.IsWantedAsync(transaction, EventTypes.SubscriberConfirmed, cancellation) && await FindAsync(transaction, id, cancellation) is { } reader)
            await AddAsync(transaction, EventTypes.SubscriberConfirmed, id, Of(reader, SubscriberStatus.Confirmed, null), now, cancellation);
    }

    /// <summary>To be called before the reader leaves: who never was one, or had left, does not.</summary>
    public static async Task LeftAsync(DbTransaction transaction, long id, Leaving how, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!await Outbox.IsWantedAsync(transaction, EventTypes.SubscriberLeft, cancellation) || await FindAsync(transaction, id, cancellation) is not { Status: SubscriberStatus.Confirmed } reader)
            return;
        // Of who is forgotten goes out the number alone, by which others can forget them too.
        var left = how == Leaving.Erased ? new(id, null, SubscriberRows.Word(SubscriberStatus.Unsubscribed), null, null, null, SubscriberRows.Word(how)) : Of(reader, SubscriberStatus.Unsubscribed, SubscriberRows.Word(how));
        await AddAsync(transaction, EventTypes.SubscriberLeft, how == Leaving.Erased ? null : id, left, now, cancellation);
    }

    private static ReaderEvent Of(Subscriber reader, SubscriberStatus status, string? reason) =>
        new(reader.Id, reader.Email, SubscriberRows.Word(status), SubscriberRows.Word(reader.Cadence), reader.Topics, reader.Language, reason);

    private static Task AddAsync(DbTransaction transaction, string type, long? id, ReaderEvent data, DateTimeOffset now, CancellationToken cancellation) =>
        Outbox.AddAsync(transaction, type, id, now, data, ReaderEventJson.Default.ReaderEvent, cancellation);

    private static async Task<Subscriber?> FindAsync(DbTransaction transaction, long id, CancellationToken cancellation) =>
        (await transaction.QueryAsync($"select {SubscriberRows.Columns} from subscribers where id = @id", SubscriberRows.Read, cancellation, ("id", id))).SingleOrDefault();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReaderEvent))]
internal sealed partial class ReaderEventJson : JsonSerializerContext;
