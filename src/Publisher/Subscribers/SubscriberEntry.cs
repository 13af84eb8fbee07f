using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>All that is kept of a reader, as the operator sees it.</summary>
/// <param name="TimeZone">An IANA name; null where nobody said.</param>
/// <param name="Consent">By what the reader agreed last: <c>link</c> in a mail, <c>preferences</c>, <c>operator</c>, <c>import</c> and the file's name.</param>
internal sealed record SubscriberEntry(
    Subscriber Reader,
    string? TimeZone,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset? UnsubscribedAt,
    string? Consent,
    Suppression? Suppression)
{
    public const string Columns = $"{SubscriberRows.Columns}, time_zone, confirmed_at, unsubscribed_at, consent";

    public static SubscriberEntry Read(DbDataReader row, SuppressionList suppressions)
    {
        var reader = SubscriberRows.Read(row);
        return new(
            reader,
            row.Text(8),
            row.IsDBNull(9) ? null : row.Instant(9),
            row.IsDBNull(10) ? null : row.Instant(10),
            row.Text(11),
            suppressions.Of(reader.Email));
    }
}
