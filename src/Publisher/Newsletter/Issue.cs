using System.Data.Common;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>One edition of the newsletter, frozen when it was composed. What is personal stands in it as placeholders.</summary>
/// <param name="Key">What makes it this edition: composing again finds it by this.</param>
internal sealed record Issue(long Id, string Key, Cadence Cadence, string Language, string Subject, string Text, string Html, DateTimeOffset CreatedAt)
{
    public const string Columns = "id, key, cadence, language, subject, body_text, body_html, created_at";

    public static Issue Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        SubscriberRows.Value<Cadence>(row.GetString(2)),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.GetString(6),
        row.Instant(7));
}
