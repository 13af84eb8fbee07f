using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Publisher.Mail.Dkim;

/// <summary>Signs the bytes that go out (RFC 6376, relaxed/relaxed), once for each key. The same mail gets the same signatures at every attempt.</summary>
internal sealed class DkimSigner
{
    private const int Line = 72;

    // What stands on top is read first, and not every receiver knows Ed25519.
    private readonly DkimKey[] keys;

    public DkimSigner(IEnumerable<DkimKey> keys) => this.keys = [.. keys.OrderByDescending(key => key is RsaKey)];

    /// <summary>Signs nothing.</summary>
    public static DkimSigner None { get; } = new([]);

    /// <param name="message">Lines ending in CRLF, of a header and a body.</param>
    /// <param name="at">When the mail was composed: not the time of the attempt, which would make other bytes of it.</param>
    /// <returns>The same with the signatures above it.</returns>
    public byte[] Sign(byte[] message, DateTimeOffset at)
    {
        if (keys.Length == 0)
            return message;
        var end = message.AsSpan().IndexOf("\r\n\r\n"u8) + 2;
        var fields = SignedFields.Of(message.AsSpan(0, end));
        var body = Convert.ToBase64String(SHA256.HashData(Relaxed.Body(message.AsSpan(end + 2))));
        return Joined([.. keys.Select(key => Signature(key, fields, body, at)), message]);
    }

    private static byte[] Joined(byte[][] parts)
    {
        var whole = new byte[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(whole, at);
            at += part.Length;
        }

        return whole;
    }

    private static byte[] Signature(DkimKey key, SignedFields fields, string body, DateTimeOffset at)
    {
        var field = string.Create(CultureInfo.InvariantCulture, $"""
            DKIM-Signature: v=1; a={key.Algorithm}; c=relaxed/relaxed;
             d={key.Domain}; s={key.Selector};
             t={at.ToUnixTimeSeconds()}; bh={body};
             h={Folded(fields.Names)};
             b=
            """).ReplaceLineEndings("\r\n");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var signed in fields.Canonical)
            hash.AppendData(signed);
        // Itself comes last, with an empty b= and no line's end (section 3.7).
        hash.AppendData(Relaxed.Field(Encoding.ASCII.GetBytes(field)));
        var value = Convert.ToBase64String(key.Sign(hash.GetHashAndReset()));
        return Encoding.ASCII.GetBytes($"{field}{string.Join("\r\n ", value.Chunk(Line).Select(chunk => new string(chunk)))}\r\n");
    }

    private static string Folded(IReadOnlyList<string> names)
    {
        var text = new StringBuilder();
        var length = 0;
        foreach (var name in names)
        {
            if (length > 0)
                text.Append(':');
            if (length + name.Length > Line)
            {
                text.Append("\r\n ");
                length = 0;
            }

            text.Append(name);
            length += name.Length + 1;
        }

        return text.ToString();
    }
}
