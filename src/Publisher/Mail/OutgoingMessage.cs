namespace Publisher.Mail;

/// <summary>Everything that decides the bytes of one mail to one reader: the same values give the same bytes at every attempt.</summary>
internal sealed record OutgoingMessage
{
    /// <summary>Without angle brackets, <c>local@domain</c>; the same at every attempt.</summary>
    public required string MessageId { get; init; }

    /// <summary>The one recipient's address.</summary>
    public required string To { get; init; }

    public required string Subject { get; init; }

    /// <summary>The text, with the names of the <see cref="Slots"/> in it.</summary>
    public required string Text { get; init; }

    public string? Html { get; init; }

    /// <summary>What is the reader's own in the bodies.</summary>
    public IReadOnlyList<Slot> Slots { get; init; } = [];

    /// <summary>Shared by the mails of one issue, which differ in no more than the recipient, the Message-ID and the slots; null for a mail of its own.</summary>
    public MessageTemplate? Template { get; init; }

    /// <summary>When the mail was composed; the same at every attempt.</summary>
    public required DateTimeOffset Date { get; init; }

    public required string Language { get; init; }

    /// <summary>Adds the List-Unsubscribe pair of RFC 8058.</summary>
    public Uri? UnsubscribeUrl { get; init; }

    /// <summary>An address that unsubscribes whoever's mail names it; the second way of List-Unsubscribe (RFC 2369 section 3.2).</summary>
    public string? UnsubscribeAddress { get; init; }

    /// <summary>Where reports about this mail go (RFC 5321 section 4.1.1.2); null for the sender's own address. The same at every attempt.</summary>
    public string? EnvelopeSender { get; init; }

    /// <summary>What reports call this mail, where the server can say so (RFC 3461 section 4.4).</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>Null for mail that is no newsletter.</summary>
    public MailingList? List { get; init; }

    /// <summary>A body as this reader gets it.</summary>
    public string Fill(string body) => Slots.Aggregate(body, (filled, slot) => filled.Replace(slot.Name, slot.Value, StringComparison.Ordinal));
}

/// <summary>A place in a body that is the reader's own.</summary>
/// <param name="Name">What stands there in its stead, and nowhere else.</param>
/// <param name="Value">A link. What follows its last slash is as long for every reader.</param>
internal readonly record struct Slot(string Name, string Value);
