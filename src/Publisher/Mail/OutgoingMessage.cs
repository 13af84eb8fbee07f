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

    /// <summary>The list's name, for List-Id (RFC 2919); null for mail that is no newsletter.</summary>
    public string? ListName { get; init; }
}
