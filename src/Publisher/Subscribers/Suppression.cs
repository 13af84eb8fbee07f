using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>Why an address is never mailed.</summary>
internal enum SuppressionReason
{
    /// <summary>There is no such mailbox.</summary>
    HardBounce,

    /// <summary>The reader called the mail spam. Only the operator lifts it.</summary>
    Complaint,

    /// <summary>The operator said so.</summary>
    Manual,

    /// <summary>The reader wished to be forgotten.</summary>
    Erased,
}

/// <param name="At">Since when.</param>
internal sealed record Suppression(SuppressionReason Reason, DateTimeOffset At)
{
    public const string Columns = "reason, suppressed_at";

    public static Suppression Read(DbDataReader row) => new(SubscriberRows.Value<SuppressionReason>(row.GetString(0)), row.Instant(1));

    /// <summary>The reason in a sentence that follows a colon.</summary>
    public string Why => Reason switch
    {
        SuppressionReason.HardBounce => "there is no such mailbox",
        SuppressionReason.Complaint => "the reader called a mail spam",
        SuppressionReason.Erased => "the reader wished to be forgotten",
        _ => "the operator removed it",
    };

    /// <summary>Whether the person may ask anew by double opt-in.</summary>
    public bool YieldsToTheReader => Reason != SuppressionReason.Complaint;

    /// <summary>Whether a notice may go out all the same: the question whether they mean it, to who asked for it since; and what is kept of them, to its owner.</summary>
    public bool Lets(Notice notice) =>
        YieldsToTheReader && notice.CreatedAt >= At && (notice.Kind is NoticeKind.Confirm or NoticeKind.NewAddress or NoticeKind.OwnData);
}
