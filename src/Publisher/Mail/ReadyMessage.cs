using System.Text;
using MimeKit;
using MimeKit.IO;

namespace Publisher.Mail;

/// <summary>A message whose bytes are there already: MailKit sends them as they are, so that what was signed is what leaves.</summary>
internal sealed class ReadyMessage : MimeMessage
{
    /// <param name="bytes">Lines ending in CRLF, of a header and a body.</param>
    /// <param name="before">Done before the body leaves: what a server has without the end of the data it must not take (RFC 5321 section 4.1.1.4).</param>
    public ReadyMessage(byte[] bytes, Task before)
        : base((IEnumerable<Header>)[])
    {
        Before = before;
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 2;
        var colon = bytes.AsSpan().IndexOf((byte)':');
        // The first field takes the whole header for its value: MimeKit writes a raw value as it is, and need not look into it.
        var header = new Header(Encoding.ASCII, Encoding.ASCII.GetString(bytes.AsSpan(0, colon)), "x");
        header.SetRawValue(bytes[(colon + 1)..end]);
        Headers.Add(header);
        Body = new ReadyBody(bytes.AsMemory(end + 2), before);
    }

    public Task Before { get; }

    /// <summary>In place of the sender's own address.</summary>
    public string? EnvelopeSender { get; init; }

    public string? EnvelopeId { get; init; }

    // Its own fields stand in the message's.
    private sealed class ReadyBody : MimePart
    {
        private static readonly byte[] Dot = "."u8.ToArray();

        private readonly ReadOnlyMemory<byte> bytes;
        private readonly Task before;

        public ReadyBody(ReadOnlyMemory<byte> bytes, Task before)
        {
            (this.bytes, this.before) = (bytes, before);
            Headers.Clear();
        }

        public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default) => stream.Write(bytes.Span);

        public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            // MailKit measures a message before it names the sender.
            if (stream is not MeasuringStream)
                await before;
            if (stream is FilteredStream filtered)
                await StuffAsync(filtered.Source, bytes, cancellationToken);
            else
                await stream.WriteAsync(bytes, cancellationToken);
        }

        // A dot that begins a line is doubled (RFC 5321 section 4.5.2). MailKit's filter, which is passed by, looks at each octet for it, and took a tenth of all the time.
        private static async Task StuffAsync(Stream stream, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
        {
            if (bytes.Span.StartsWith("."u8))
                await stream.WriteAsync(Dot, cancellation);
            while (bytes.Span.IndexOf("\n."u8) is >= 0 and var end)
            {
                await stream.WriteAsync(bytes[..(end + 2)], cancellation);
                await stream.WriteAsync(Dot, cancellation);
                bytes = bytes[(end + 2)..];
            }

            await stream.WriteAsync(bytes, cancellation);
        }
    }
}
