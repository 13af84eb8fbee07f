using System.Text;

namespace Publisher.Posts.Reading;

/// <summary>Stage "decode": bytes to text with <c>\n</c> line ends.</summary>
internal static class SourceText
{
    private const string Wide = "UTF-16";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding[] Marked =
    [
        Utf8WithMark(),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    /// <exception cref="PostException">The bytes are no text in any encoding that can be told.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes) => Decode(bytes, []);

    /// <param name="warnings">Told where the text is not UTF-8 and had to be guessed or mended.</param>
    /// <exception cref="PostException">The bytes are no text in any encoding that can be told.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, List<(int Line, string Message)> warnings)
    {
        try
        {
            foreach (var encoding in Marked)
            {
                // Lines of single bytes are no UTF-16, whatever mark stands before them.
                if (bytes.StartsWith(encoding.Preamble) && !(encoding is UnicodeEncoding && bytes.Contains((byte)'\n') && !bytes.Contains((byte)0)))
                    return OneLineEnd(Told(encoding.GetString(bytes[encoding.Preamble.Length..]), encoding is UnicodeEncoding ? Wide : null, 1, warnings));
            }

            // Plain words in UTF-16 are valid UTF-8 too, with a zero beside each letter, in which no draft flag would be found.
            return OneLineEnd(bytes.Contains((byte)0) && EncodingGuess.DecodeWide(bytes) is { } wide ? Told(wide, Wide, 1, warnings) : Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException fault)
        {
            var line = 1 + bytes[..Math.Clamp(fault.Index, 0, bytes.Length)].Count((byte)'\n');
            return OneLineEnd(Otherwise(bytes, line, warnings));
        }
    }

    private static string Otherwise(ReadOnlySpan<byte> bytes, int line, List<(int Line, string Message)> warnings)
    {
        // A few bad bytes in a text of UTF-8, such as a character that was cut in two, do not make it another encoding.
        var mended = Encoding.UTF8.GetString(bytes);
        var (lost, kept) = (mended.Count(c => c == '\uFFFD'), mended.Count(c => c > '\u007F' && c != '\uFFFD'));
        if (kept >= 4 * lost)
        {
            warnings.Add((line, "the text holds bytes that are no UTF-8; they show as U+FFFD. Open the file and mend the place"));
            return mended;
        }

        if (EncodingGuess.Decode(bytes) is not { } guess)
            throw new PostException(line, "the text is not UTF-8; save the file in UTF-8");
        return Told(guess.Text, guess.Name, line, warnings);
    }

    private static string Told(string text, string? encoding, int line, List<(int Line, string Message)> warnings)
    {
        // A line end whose two bytes have changed places stands for no character: a byte is lost before it, and no draft flag would be found behind that.
        if (encoding == Wide && text.Contains('\u0A00', StringComparison.Ordinal))
            throw new PostException(line, "the text is UTF-16 of which a byte is lost or added in the middle; mend the file and save it in UTF-8");
        if (encoding is not null)
            warnings.Add((line, $"the text is not UTF-8; it was read as {encoding}. Save the file in UTF-8"));
        return text;
    }

    private static UTF8Encoding Utf8WithMark() => new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    private static string OneLineEnd(string text) =>
        WithoutMarks(text.Contains('\r') ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text);

    // Programs that join files leave marks behind the first, and the fence of a head after them.
    private static string WithoutMarks(string text)
    {
        var start = text.AsSpan().IndexOfAnyExcept("\uFEFF \t\n");
        var blank = start < 0 ? text : text[..start];
        return blank.Contains('\uFEFF') ? blank.Replace("\uFEFF", "", StringComparison.Ordinal) + text[blank.Length..] : text;
    }
}
