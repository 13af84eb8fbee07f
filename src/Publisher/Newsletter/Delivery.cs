using Publisher.Subscribers;

namespace Publisher.Newsletter;

internal enum DeliveryStatus
{
    /// <summary>Not tried yet.</summary>
    Pending,

    /// <summary>Claimed by a connection.</summary>
    Sending,
    Sent,

    /// <summary>Put off by the server; tried again when due.</summary>
    Deferred,

    /// <summary>Refused for good, or given up.</summary>
    Failed,

    /// <summary>The connection broke before the last answer: nobody knows.</summary>
    Unknown,

    /// <summary>Not sent, by decision: the reader had left.</summary>
    Withheld,
}

/// <summary>One issue to one reader, claimed for sending.</summary>
/// <param name="Attempts">Attempts that were made before.</param>
internal sealed record Delivery(long IssueId, long SubscriberId, int Attempts, DateTimeOffset? FirstTriedAt)
{
    /// <summary>Attempts of unknown outcome among them.</summary>
    public int Unknowns { get; init; }

    public string Email { get; init; } = "";

    public MailFormat Format { get; init; }

    /// <summary>The lease under which it was claimed.</summary>
    public string Lease { get; init; } = "";

    /// <summary>Why the reader gets nothing, as of the claim; null where nothing speaks against it.</summary>
    public string? Objection { get; init; }

    public string Domain => Email[(Email.LastIndexOf('@') + 1)..];
}

/// <summary>What the ledger is told about a delivery.</summary>
/// <param name="Due">When it is tried again, where it is.</param>
internal sealed record Outcome(DeliveryStatus Status, string Reply, DateTimeOffset? Due = null);

/// <summary>What one connection may send, in this order.</summary>
/// <param name="Until">Where it is nothing: when there may be something, if that is soon known.</param>
internal sealed record Claim(string Lease, IReadOnlyList<Delivery> Deliveries, DateTimeOffset? Until = null);
