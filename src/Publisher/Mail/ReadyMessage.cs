using System.Text;
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
        var colon = bytes.AsSpan().IndexOf((byte)':');
        // The first field takes the whole header for its value: MimeKit writes a raw value as it is, and need not look into it.
        var header = new Header(Encoding.ASCII, Encoding.ASCII.GetString(bytes.AsSpan(0, colon)), "x");
        header.SetRawValue(bytes[(colon + 1)..end]);
        Headers.Add(header);
        Body = new ReadyBody(bytes.AsMemory(end + 2));
    }

    /// <summary>In place of the sender's own address.</summary>
    public string? EnvelopeSender { get; init; }

    public string? EnvelopeId { get; init; }

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
