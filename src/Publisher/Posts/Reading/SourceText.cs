using System.Text;

namespace Publisher.Posts.Reading;

/// <summary>Stage "decode": bytes to text with <c>\n</c> line ends.</summary>
internal static class SourceText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding[] Marked =
    [
        Utf8WithMark(),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    /// <exception cref="PostException">The bytes are no text in UTF-8, nor in UTF-16 with its mark.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            foreach (var encoding in Marked)
            {
                if (bytes.StartsWith(encoding.Preamble))
                    return OneLineEnd(encoding.GetString(bytes[encoding.Preamble.Length..]));
            }

            return OneLineEnd(Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException fault)
        {
            var line = 1 + bytes[..Math.Clamp(fault.Index, 0, bytes.Length)].Count((byte)'\n');
            throw new PostException(line, "the text is not UTF-8; save the file in UTF-8");
        }
    }

    private static UTF8Encoding Utf8WithMark() => new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    private static string OneLineEnd(string text) =>
        text.Contains('\r') ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;
}
