using MimeKit;

namespace Publisher.Mail.Reports;

/// <summary>An abuse report (ARF, RFC 5965). Who complained is often left out; the mail that it encloses tells.</summary>
internal static class ComplaintReport
{
    // Of the types that are registered (section 7.3), those that mean: I do not want this.
    private static readonly string[] Unwanted = ["abuse", "fraud", "opt-out", "opt-out-list", "complaint"];

    /// <returns>Null where the mail is none.</returns>
    public static MailReport? Read(IReadOnlyList<MimeEntity> parts, MailReport report, HeaderList? returned)
    {
        if (parts.OfType<MessageFeedbackReport>().FirstOrDefault()?.Fields is not { } fields)
            return null;
        var type = (fields["Feedback-Type"] ?? "").Split(';')[0].Trim();
        string?[] senders = [fields["Original-Mail-From"], returned?["Return-Path"]];
        return report with
        {
            IsMachine = true,
            Kind = Unwanted.Contains(type, StringComparer.OrdinalIgnoreCase) ? ReportKind.Complaint : ReportKind.News,
            EnvelopeId = fields["Original-Envelope-Id"]?.Trim(),
            // The complaint itself goes to a mailbox of its own; what names the delivery is the envelope of the mail complained of.
            Addressees = [.. senders.OfType<string>().Select(Bare), .. report.Addressees],
            Recipients = [.. fields.Where(field => field.Field is "Original-Rcpt-To" or "Removal-Recipient").Take(5).Select(field => new ReportedRecipient([Bare(field.Value)], null, $"complaint: {type}"))],
        };
    }

    private static string Bare(string address) => address[(address.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim(' ', '<', '>', '\t', '\r', '\n');
}
