using MimeKit;

namespace Publisher.Mail.Reports;

/// <summary>Bytes to what they say: delivery reports (RFC 3464, RFC 6533), complaints (RFC 5965), reports in plain text, automatic replies. Bounded, whatever the bytes are.</summary>
internal static class ReportReader
{
    private const int MaxDepth = 12;
    private const int MaxParts = 200;
    private const int MaxAddressees = 50;

    private static readonly ParserOptions Bounds = new() { MaxMimeDepth = MaxDepth };

    // Where servers write who a mail was for, before they changed it.
    private static readonly string[] Envelope = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "Original-Recipient"];

    /// <param name="bytes">A mail, or its beginning.</param>
    /// <exception cref="FormatException">The bytes are no mail.</exception>
    public static MailReport Read(ReadOnlyMemory<byte> bytes)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        using var message = MimeMessage.Load(Bounds, stream);
        return Read(message);
    }

    private static MailReport Read(MimeMessage message)
    {
        var parts = MimeTree.Parts(message.Body, MaxParts);
        var returned = ReturnedHeaders.Find(parts);
        var empty = new MailReport(ReportKind.Message, Machines.IsServer(message), Addressees(message), null, returned?[HeaderId.MessageId]?.Trim(' ', '<', '>'), Links(returned?[HeaderId.ListUnsubscribe]), []);
        return ComplaintReport.Read(parts, empty, returned)
            ?? DeliveryReport.Read(message, parts, empty)
            ?? (Machines.IsReadReceipt(message) ? empty with { Kind = ReportKind.News } : null)
            ?? TextReport.Read(message, empty)
            ?? (Machines.IsAutomatic(message) ? empty with { Kind = ReportKind.AutomaticReply } : empty);
    }

    private static IReadOnlyList<string> Links(string? field) =>
        field is null ? [] : [.. field.Split(',').Take(5).Select(link => link.Trim(' ', '\t', '\r', '\n', '<', '>'))];

    private static IReadOnlyList<string> Addressees(MimeMessage message) =>
        [.. message.Headers.Where(header => Envelope.Contains(header.Field, StringComparer.OrdinalIgnoreCase)).Select(header => header.Value.Split(';')[^1].Trim(' ', '<', '>'))
            .Concat(message.To.Mailboxes.Concat(message.Cc.Mailboxes).Select(mailbox => mailbox.Address))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MaxAddressees)];
}
