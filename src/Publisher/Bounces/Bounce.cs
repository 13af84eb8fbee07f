using Publisher.Mail.Reports;

namespace Publisher.Bounces;

/// <summary>What a mail server's refusal says about a reader's address.</summary>
internal enum BounceKind
{
    /// <summary>There is no such mailbox.</summary>
    Hard,

    /// <summary>There is no way to the mailbox's server, which may be trouble with DNS.</summary>
    Unreachable,

    /// <summary>The mailbox is full, or does not take mail for another reason that may pass.</summary>
    Soft,

    /// <summary>Policy or reputation: nothing that the reader did.</summary>
    Block,

    /// <summary>This mail is at fault, by its size or its form.</summary>
    Content,

    /// <summary>The reader called the mail spam.</summary>
    Complaint,
}

/// <summary>One that counted.</summary>
/// <param name="SentAt">When the mail went out.</param>
internal sealed record Bounce(BounceKind Kind, DateTimeOffset SentAt);

/// <summary>A delivery that came back, as far as it is known.</summary>
/// <param name="Text">One line of the server's own.</param>
internal sealed record Refusal(long IssueId, long SubscriberId, StatusCode? Code, string Text);
