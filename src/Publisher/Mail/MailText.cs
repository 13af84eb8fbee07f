using System.Text;

namespace Publisher.Mail;

/// <summary>Makes what people wrote fit for a mail: no header can be smuggled in, no control character is left.</summary>
internal static class MailText
{
    private const char LineSeparator = '\u2028';
    private const char ParagraphSeparator = '\u2029';

    /// <summary>For a header field: one line, its runs of breaks and controls a space each (RFC 5322 section 2.2).</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in WellFormed(text).Normalize().EnumerateRunes())
        {
            if (!IsBreak(rune))
                line.Append(rune);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().Trim();
    }

    /// <summary>For a body: every line ends in CRLF, which text must have before it becomes base64 (RFC 2045 section 6.8).</summary>
    public static string Body(string text)
    {
        var body = text.ReplaceLineEndings("\r\n");
        return body.Any(IsUnwanted) ? string.Concat(body.Where(c => !IsUnwanted(c))) : body;
    }

    /// <summary>A language tag (RFC 5646) and nothing else.</summary>
    public static string LanguageTag(string tag) => string.Concat(tag.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));

    // A half of a surrogate pair can be neither normalised nor encoded.
    public static string WellFormed(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static bool IsBreak(Rune rune) => Rune.IsControl(rune) || rune.Value is LineSeparator or ParagraphSeparator;

    private static bool IsUnwanted(char c) => char.IsControl(c) && c is not ('\r' or '\n' or '\t');
}
