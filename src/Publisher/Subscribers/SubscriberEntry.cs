using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>All that is kept of a reader, as the operator sees it.</summary>
/// <param name="Consent">By what and to what the reader agreed last.</param>
internal sealed record SubscriberEntry(
    Subscriber Reader,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset? UnsubscribedAt,
    Consent Consent,
    Suppression? Suppression)
{
    public const string Columns = $"{SubscriberRows.Columns}, confirmed_at, unsubscribed_at, {Consent.Columns}";

    public const int Count = SubscriberRows.Count + 6;

    public static SubscriberEntry Read(DbDataReader row, SuppressionList suppressions)
    {
        var reader = SubscriberRows.Read(row);
        var next = SubscriberRows.Count;
        return new(
            reader,
            row.IsDBNull(next) ? null : row.Instant(next),
            row.IsDBNull(next + 1) ? null : row.Instant(next + 1),
            Consent.Read(row, next + 2),
            suppressions.Of(reader.Email));
    }
}
