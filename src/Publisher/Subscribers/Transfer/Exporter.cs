using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Publisher.Subscribers.Transfer;

/// <summary>Writes readers as a list that an import takes without loss.</summary>
internal static class Exporter
{
    private static readonly string[] Columns = ["email", "cadence", "topics", "language", "timeZone", "status", "confirmedAt", "reason", "format", "pausedUntil"];

    public static void Write(TextWriter to, IEnumerable<SubscriberEntry> entries)
    {
        using var csv = new CsvWriter(to, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }, leaveOpen: true);
        Row(csv, Columns);
        foreach (var entry in entries)
            Row(csv, Values(entry));
    }

    private static string[] Values(SubscriberEntry entry) =>
    [
        entry.Reader.Email,
        SubscriberRows.Word(entry.Reader.Cadence),
        Fields.Of(entry.Reader.Topics),
        entry.Reader.Language,
        entry.Reader.TimeZone ?? "",
        SubscriberRows.Word(entry.Reader.Status),
        Instant(entry.ConfirmedAt),
        // Who was erased and is listed has asked anew.
        entry.Suppression is { Reason: not SuppressionReason.Erased } suppression ? SubscriberRows.Word(suppression.Reason) : "",
        SubscriberRows.Word(entry.Reader.Format),
        Instant(entry.Reader.PausedUntil),
    ];

    private static string Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture) ?? "";

    private static void Row(CsvWriter csv, string[] values)
    {
        foreach (var value in values)
            csv.WriteField(Fields.Harmless(value));
        csv.NextRecord();
    }
}
