using System.Text;

namespace Publisher.Mail.Dkim;

/// <summary>Which fields a signature covers (RFC 6376 section 5.4), and their bytes.</summary>
internal sealed class SignedFields
{
    // Named once more than they stand there: a second one, put in on the way, breaks the signature (section 8.15).
    private static readonly string[] Sealed =
        ["from", "to", "cc", "subject", "date", "message-id", "reply-to", "mime-version", "content-type", "list-unsubscribe", "list-unsubscribe-post"];

    // Covered where they are. Sender, Received and Return-Path are for others to write.
    private static readonly string[] Covered =
        ["content-transfer-encoding", "content-language", "list-id", "list-help", "list-archive", "list-post", "auto-submitted", "precedence", "feedback-id", "cfbl-address"];

    private readonly List<byte[]> fields = [];

    private SignedFields(ReadOnlySpan<byte> header)
    {
        var names = new List<string>();
        var present = Read(header);
        foreach (var name in Sealed.Concat(Covered))
        {
            // From the last up, as verifiers count them (section 5.4.2).
            foreach (var field in present.Where(field => field.Name == name).Reverse())
            {
                names.Add(name);
                fields.Add(field.Canonical);
            }

            if (Sealed.Contains(name))
                names.Add(name);
        }

        Names = names;
    }

    /// <summary>The tag <c>h=</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>In the order of the names, canonical, each with its line's end.</summary>
    public IEnumerable<byte[]> Canonical => fields;

    /// <param name="header">Up to the empty line, which is left out.</param>
    public static SignedFields Of(ReadOnlySpan<byte> header) => new(header);

    private static List<(string Name, byte[] Canonical)> Read(ReadOnlySpan<byte> header)
    {
        var found = new List<(string, byte[])>();
        for (var start = 0; start < header.Length;)
        {
            var end = start + HeaderFields.Length(header[start..]);
            var canonical = Relaxed.Field(header[start..end]);
            found.Add((Encoding.ASCII.GetString(canonical[..canonical.IndexOf((byte)':')]), [.. canonical, (byte)'\r', (byte)'\n']));
            start = end;
        }

        return found;
    }
}
