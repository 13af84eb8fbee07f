using System.Data.Common;
using System.Text.Json.Serialization;
using Publisher.Storage;
using Publisher.Webhooks;

namespace Publisher.Newsletter;

/// <summary>An issue of which nothing is left to send, as other programs are told of it.</summary>
internal sealed record IssueEvent(long Id, string Kind, string Cadence, string Language, string Subject, long Planned, long Sent, long Failed, long Withheld);

/// <summary>Tells other programs that an issue is sent, in the transaction that closes it. An issue that goes on later, by a retry or in another time zone, is told again.</summary>
internal static class IssueEvents
{
    public static async Task SentAsync(DbTransaction transaction, long id, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await Outbox.IsWantedAsync(transaction, EventTypes.IssueSent, cancellation) && await FindAsync(transaction, id, cancellation) is { } issue)
            await Outbox.AddAsync(transaction, EventTypes.IssueSent, null, now, issue, IssueEventJson.Default.IssueEvent, cancellation);
    }

    // One that was stopped is not sent, though nothing of it is left to do.
    private static async Task<IssueEvent?> FindAsync(DbTransaction transaction, long id, CancellationToken cancellation) => (await transaction.QueryAsync(
        """
        select i.id, i.kind, i.cadence, i.language, i.subject, i.planned,
            (select count(*) from deliveries where issue_id = i.id and status = 'sent'),
            (select count(*) from deliveries where issue_id = i.id and status = 'failed'),
            (select count(*) from deliveries where issue_id = i.id and status = 'withheld')
        from issues i where i.id = @id and i.status = 'open'
        """,
        row => new IssueEvent(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8)),
        cancellation,
        ("id", id))).SingleOrDefault();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IssueEvent))]
internal sealed partial class IssueEventJson : JsonSerializerContext;
