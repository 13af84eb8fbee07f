namespace Publisher.Mail;

/// <summary>Everything that decides the bytes of one mail to one reader: the same values give the same bytes at every attempt.</summary>
internal sealed record OutgoingMessage
{
    /// <summary>Without angle brackets, <c>local@domain</c>; the same at every attempt.</summary>
    public required string MessageId { get; init; }

    /// <summary>The one recipient's address.</summary>
    public required string To { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public string? Html { get; init; }

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

    /// <summary>The list's name, for List-Id (RFC 2919); null for mail that is no newsletter.</summary>
    public string? ListName { get; init; }
}
