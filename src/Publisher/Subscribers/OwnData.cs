using Publisher.Mail;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>A mail that was sent to a reader, or waits to be.</summary>
/// <param name="Kind">A notice's kind, or <c>issue</c>.</param>
/// <param name="Status">What became of it.</param>
internal sealed record OwnMail(string Kind, string? Subject, DateTimeOffset At, string Status, string? Reply);

/// <summary>All that is kept of one person, for themselves to read.</summary>
/// <param name="ConsentSentence">The sentence that they agreed to, in full.</param>
/// <param name="NewAddress">One that was asked for and that both addresses have not agreed to yet.</param>
internal sealed record OwnData(
    SubscriberLine Subscriber,
    DateTimeOffset RequestedAt,
    DateTimeOffset? UnsubscribedAt,
    string? ConsentSentence,
    string? NewAddress,
    DateTimeOffset? SuppressedAt,
    IReadOnlyList<OwnMail> Mails)
{
    /// <returns>Null where nothing is known of the address.</returns>
    public static async Task<OwnData?> ReadAsync(Database database, EmailAddress email, CancellationToken cancellation)
    {
        var list = await SuppressionList.ReadAsync(database, cancellation);
        await using var connection = await database.OpenAsync(cancellation);
        var entries = await connection.QueryAsync(
            $"""
            select {SubscriberEntry.Columns},
                (select text from consent_texts where version = consent_text), (select c.email from address_changes c where c.subscriber_id = subscribers.id)
            from subscribers where email_key = @key
            """,
            row => (Entry: SubscriberEntry.Read(row, list), Sentence: row.Text(SubscriberEntry.Count), NewAddress: row.Text(SubscriberEntry.Count + 1)),
            cancellation,
            ("key", email.Key));
        if (entries.Count == 0)
            return null;
        var (entry, sentence, newAddress) = entries[0];
        var mails = await connection.QueryAsync(
            """
            select n.kind, null, n.created_at, case when n.settled_at is null then 'pending' else 'settled' end, n.reply from notices n where n.subscriber_id = @id
            union all
            select 'issue', i.subject, i.created_at, d.status, d.reply from deliveries d join issues i on i.id = d.issue_id where d.subscriber_id = @id
            order by 3
            """,
            row => new OwnMail(row.GetString(0), row.Text(1), row.Instant(2), row.GetString(3), row.Text(4)),
            cancellation,
            ("id", entry.Reader.Id));
        return new(SubscriberLine.Of(entry), entry.Reader.RequestedAt, entry.UnsubscribedAt, sentence, newAddress, entry.Suppression?.At, mails);
    }
}
