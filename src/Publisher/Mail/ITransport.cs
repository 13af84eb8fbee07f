using System.Globalization;

namespace Publisher.Mail;

/// <summary>One way for mail to leave. An instance is used by one sender at a time.</summary>
internal interface ITransport : IAsyncDisposable
{
    /// <summary>Hands over one message. Failures of the server or the way to it are a reply, never an exception.</summary>
    Task<TransportReply> SendAsync(OutgoingMessage message, CancellationToken cancellation);
}

internal enum ReplyKind
{
    /// <summary>The next server has taken the message.</summary>
    Accepted,

    /// <summary>This recipient or message was refused for good.</summary>
    Refused,

    /// <summary>Not now; a later attempt may pass.</summary>
    Deferred,

    /// <summary>Everything was written and the last answer never came: taken or not, nobody knows.</summary>
    Unknown,

    /// <summary>Our own fault or the server's, nothing to do with this recipient: no connection, no login, sender refused.</summary>
    Faulted,
}

/// <summary>What came of one attempt.</summary>
/// <param name="Text">One line for the ledger and the operator.</param>
internal sealed record TransportReply(ReplyKind Kind, string Text)
{
    /// <summary>The server's three digits (RFC 5321 section 4.2); null where it gave none.</summary>
    public int? Code => Text.Length > 3 && Text[3] == ' ' && int.TryParse(Text.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
}
