using System.Text;
using MimeKit;

namespace Publisher.Mail.Reports;

/// <summary>A delivery status notification (RFC 3464), its international form (RFC 6533) too.</summary>
internal static class DeliveryReport
{
    private const int MaxRecipients = 20;

    /// <returns>Null where the mail is none.</returns>
    public static MailReport? Read(MimeMessage message, IReadOnlyList<MimeEntity> parts, MailReport report)
    {
        if (parts.Select(Groups).FirstOrDefault(groups => groups is not null) is not { } status)
            return null;
        report = report with { IsMachine = true, EnvelopeId = status.Select(group => group["Original-Envelope-Id"]).FirstOrDefault(id => id is not null)?.Trim() };
        var recipients = status.Where(group => group["Action"] is not null || group["Final-Recipient"] is not null).Take(MaxRecipients).ToList();
        // Some servers leave the recipients to the text for people.
        if (recipients.Count == 0)
            return TextReport.Read(message, report) ?? report with { Kind = ReportKind.News };
        var failed = recipients.Where(IsFailed).Select(Recipient).ToList();
        return report with { Kind = failed.Count > 0 ? ReportKind.Failure : ReportKind.News, Recipients = failed };
    }

    private static IReadOnlyList<HeaderList>? Groups(MimeEntity part)
    {
        if (part is MessageDeliveryStatus status)
            return [.. status.StatusGroups];
        return part is MimePart { Content: { } content } && part.ContentType.IsMimeType("message", "global-delivery-status") ? Split(content) : null;
    }

    private static List<HeaderList> Split(IMimeContent content)
    {
        using var bytes = new MemoryStream();
        content.DecodeTo(bytes);
        var groups = Encoding.UTF8.GetString(bytes.ToArray()).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return [.. groups.Select(group => HeaderList.Load(new MemoryStream(Encoding.UTF8.GetBytes(group.Trim('\n') + "\r\n\r\n"))))];
    }

    // A status of class 4 with a failure is a server that gave up (section 2.3.3).
    private static bool IsFailed(HeaderList group) => (group["Action"] ?? "failed").Trim().StartsWith("failed", StringComparison.OrdinalIgnoreCase);

    private static ReportedRecipient Recipient(HeaderList group)
    {
        var diagnostic = After(group["Diagnostic-Code"]);
        var code = StatusCode.Of(group["Status"], diagnostic);
        string?[] addresses = [After(group["Original-Recipient"]), After(group["Final-Recipient"])];
        return new([.. addresses.OfType<string>().Select(address => address.Trim('<', '>')).Distinct(StringComparer.OrdinalIgnoreCase)], code, diagnostic ?? $"status {group["Status"]}");
    }

    // "rfc822; jane@example.com", "smtp; 550 …": the type before the semicolon is no part of it.
    private static string? After(string? field) => field is null ? null : field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
}
