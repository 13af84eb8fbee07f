using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Webhooks;

/// <summary>An event that is to be told to one program.</summary>
/// <param name="MessageId">The same at every attempt, and the same to every program.</param>
/// <param name="DueAt">Null where it was given up.</param>
/// <param name="Attempts">Attempts that failed so far.</param>
/// <param name="Reply">What came of the last of them.</param>
internal sealed record WebhookMessage(long Id, string Url, string MessageId, string Type, string Body, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, int Attempts, string? Reply)
{
    public const string Columns = "id, url, message_id, type, body, created_at, due_at, attempts, reply";

    public static WebhookMessage Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.Instant(5),
        row.IsDBNull(6) ? null : row.Instant(6),
        row.Int(7),
        row.Text(8));

    /// <summary>Without the body: a record prints all it holds, and this one holds addresses.</summary>
    public override string ToString() => $"{Type} {MessageId}";
}
