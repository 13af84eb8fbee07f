using System.Buffers.Binary;
using System.Security.Cryptography;
using Publisher.Mail;
using Publisher.Mail.Mailboxes;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>Addresses that say by themselves which mail they belong to (VERP). The name after the plus is keyed, so that nobody can make one for another's mail, and the same at every attempt.</summary>
internal sealed class ReturnAddresses(SigningKey key, BouncesOptions options)
{
    private const string DeliveryPurpose = "bounce";
    private const string UnsubscribePurpose = "unsubscribe-mail";
    private const int Signature = 16;

    // Five octets a number: enough for any database, and the whole fits the 64 of a local part.
    private const int Number = 5;

    /// <summary>The envelope sender of a delivery; null where no mailbox is set, and the sender's own address stands there.</summary>
    public string? Envelope(long issueId, long subscriberId) => options.IsSet ? With(options.Address!, Name(issueId, subscriberId)) : null;

    /// <summary>What reports call a delivery (RFC 3461 section 4.4), where there is a mailbox for them.</summary>
    public string? EnvelopeId(long issueId, long subscriberId) => options.IsSet ? Name(issueId, subscriberId) : null;

    /// <summary>Where a mail to unsubscribe goes; null where nobody would read it.</summary>
    public string? Unsubscribe(long subscriberId) => options.IsSet ? With(UnsubscribeAddress, Seal(UnsubscribePurpose, subscriberId)) : null;

    /// <summary>Where complaints go; null where nobody would read them.</summary>
    public string? Complaints => options.IsSet ? $"{Mailbox(options.Address!)}@{Domain(options.Address!)}" : null;

    public (long IssueId, long SubscriberId)? ReadEnvelope(string address) => NameIn(address) is { } name ? ReadName(name) : null;

    public (long IssueId, long SubscriberId)? ReadName(string name) => Open(DeliveryPurpose, name, 2) is [var issue, var subscriber] ? (issue, subscriber) : null;

    public long? ReadUnsubscribe(string address) => NameIn(address) is { } name && Open(UnsubscribePurpose, name, 1) is [var subscriber] ? subscriber : null;

    private static string Domain(string address) => EmailAddress.TryParse(address, out var email) ? email.Domain : address[(address.LastIndexOf('@') + 1)..];

    private string UnsubscribeAddress => string.IsNullOrWhiteSpace(options.UnsubscribeAddress) ? $"unsubscribe@{Domain(options.Address!)}" : options.UnsubscribeAddress;

    private string Name(long issueId, long subscriberId) => Seal(DeliveryPurpose, issueId, subscriberId);

    private static string With(string address, string name) => $"{Mailbox(address)}+{name}@{Domain(address)}";

    private static string Mailbox(string address) => address[..address.LastIndexOf('@')].Trim();

    // Servers may rewrite what stands before the plus and after the @; the name is what counts.
    private static string? NameIn(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = at < 0 ? -1 : address.LastIndexOf('+', at);
        return plus < 0 ? null : address[(plus + 1)..at];
    }

    private string Seal(string purpose, params ReadOnlySpan<long> numbers)
    {
        var payload = new byte[numbers.Length * Number];
        for (var i = 0; i < numbers.Length; i++)
            Put(numbers[i], payload.AsSpan(i * Number, Number));
        return Base32.Write([.. payload, .. key.Sign(purpose, payload)]);
    }

    private long[]? Open(string purpose, string name, int count)
    {
        if (name.Length > 64 || Base32.Read(name) is not { } bytes || bytes.Length != (count * Number) + Signature)
            return null;
        var payload = bytes.AsSpan(0, count * Number);
        if (!CryptographicOperations.FixedTimeEquals(key.Sign(purpose, payload), bytes.AsSpan(payload.Length)))
            return null;
        return [.. Enumerable.Range(0, count).Select(i => Take(bytes.AsSpan(i * Number, Number)))];
    }

    private static void Put(long number, Span<byte> into)
    {
        Span<byte> whole = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(whole, number);
        whole[^Number..].CopyTo(into);
    }

    private static long Take(ReadOnlySpan<byte> from)
    {
        Span<byte> whole = stackalloc byte[8];
        from.CopyTo(whole[^Number..]);
        return BinaryPrimitives.ReadInt64BigEndian(whole);
    }
}
