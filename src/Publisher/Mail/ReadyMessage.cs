using MimeKit;

namespace Publisher.Mail;

/// <summary>A message whose bytes are there already: MailKit sends them as they are, so that what was signed is what leaves.</summary>
internal sealed class ReadyMessage : MimeMessage
{
    /// <param name="bytes">Lines ending in CRLF, of a header and a body.</param>
    public ReadyMessage(byte[] bytes)
        : base((IEnumerable<Header>)[])
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 2;
        for (var start = 0; start < end;)
        {
            var next = start + HeaderFields.Length(bytes.AsSpan(start..end));
            Headers.Add(Field(bytes[start..next]));
            start = next;
        }

        Body = new ReadyBody(bytes.AsMemory(end + 2));
    }

    /// <summary>In place of the sender's own address.</summary>
    public string? EnvelopeSender { get; init; }

    public string? EnvelopeId { get; init; }

    private static Header Field(byte[] field)
    {
        if (!Header.TryParse(field, out var header))
            throw new ArgumentException("a field of the header cannot be read", nameof(field));
        // Set anew, or MimeKit encodes it its own way for servers with SMTPUTF8.
        header.SetRawValue(field[(field.AsSpan().IndexOf((byte)':') + 1)..]);
        return header;
    }

    // Its own fields stand in the message's.
    private sealed class ReadyBody : MimePart
    {
        private readonly ReadOnlyMemory<byte> bytes;

        public ReadyBody(ReadOnlyMemory<byte> bytes)
        {
            this.bytes = bytes;
            Headers.Clear();
        }

        public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default) => stream.Write(bytes.Span);

        public override Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default) =>
            stream.WriteAsync(bytes, cancellationToken).AsTask();
    }
}
