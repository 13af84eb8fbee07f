using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Admin;

internal sealed record BounceRow(DateTimeOffset At, long Issue, string Kind, string? Code, string Text, bool Suppressed);

internal sealed record NoticeRow(DateTimeOffset At, string Kind, DateTimeOffset? Settled, string? Reply);

/// <summary>What is kept of a reader beside the reader, newest first.</summary>
/// <param name="ConsentText">The sentence that they agreed to; null where none was shown.</param>
/// <param name="Notices">Mails about the subscription itself.</param>
internal sealed record SubscriberHistory(string? ConsentText, IReadOnlyList<BounceRow> Bounces, IReadOnlyList<NoticeRow> Notices)
{
    private const int Most = 100;

    public static async Task<SubscriberHistory> ReadAsync(Database database, SubscriberEntry entry, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var texts = await connection.QueryAsync("select text from consent_texts where version = @version", row => row.GetString(0), cancellation, ("version", entry.Consent.Text));
        var bounces = await connection.QueryAsync(
            "select counted_at, issue_id, kind, code, text, suppressed from bounces where subscriber_id = @id order by counted_at desc limit @most",
            row => new BounceRow(row.Instant(0), row.GetInt64(1), row.GetString(2), row.Text(3), row.GetString(4), row.GetInt64(5) != 0),
            cancellation,
            ("id", entry.Reader.Id), ("most", Most));
        var notices = await connection.QueryAsync(
            "select created_at, kind, settled_at, reply from notices where subscriber_id = @id order by created_at desc limit @most",
            row => new NoticeRow(row.Instant(0), row.GetString(1), row.IsDBNull(2) ? null : row.Instant(2), row.Text(3)),
            cancellation,
            ("id", entry.Reader.Id), ("most", Most));
        return new(texts.FirstOrDefault(), bounces, notices);
    }
}
