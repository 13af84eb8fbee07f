namespace Publisher.Mail.Reports;

internal enum ReportKind
{
    /// <summary>No report: a person's mail, or what nothing here understands.</summary>
    Message,

    /// <summary>A mail could not be delivered, for good.</summary>
    Failure,

    /// <summary>A mail is delayed, was relayed or delivered or read: nothing follows from it.</summary>
    News,

    /// <summary>A reader called a mail spam (RFC 5965).</summary>
    Complaint,

    /// <summary>A reader's mail program answered by itself: away, received, moved.</summary>
    AutomaticReply,
}

/// <summary>What a report says of one recipient.</summary>
/// <param name="Addresses">As the report names them, in any case; the original one first.</param>
/// <param name="Text">One line for the operator: the server's own words where there are any.</param>
internal sealed record ReportedRecipient(IReadOnlyList<string> Addresses, StatusCode? Code, string Text);

/// <summary>What a mail in the mailbox says, and what it says about which mail it belongs to. Anybody can write anything here; nothing of it is believed yet.</summary>
/// <param name="IsMachine">Whether a mail server wrote it.</param>
/// <param name="Addressees">Where it was delivered to: the addresses that our own mail named.</param>
/// <param name="EnvelopeId">The envelope identifier of the mail that it is about.</param>
/// <param name="MessageId">The Message-ID of the mail that it is about, without brackets.</param>
/// <param name="Links">The links to unsubscribe of the mail that it is about.</param>
/// <param name="Recipients">Those that the mail did not reach; of a complaint, who complained, where it is told.</param>
internal sealed record MailReport(
    ReportKind Kind,
    bool IsMachine,
    IReadOnlyList<string> Addressees,
    string? EnvelopeId,
    string? MessageId,
    IReadOnlyList<string> Links,
    IReadOnlyList<ReportedRecipient> Recipients);
