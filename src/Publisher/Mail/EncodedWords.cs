using System.Text;
using MimeKit;

namespace Publisher.Mail;

/// <summary>Header text as RFC 2047 wants it. MimeKit's own encoder makes lines of up to 84 characters, and takes a text that holds <c>=?</c> for encoded already.</summary>
internal static class EncodedWords
{
    // 39 octets are a word of 64 characters: with any of our field names before it, a line keeps the 76 of section 2.
    private const int MaxOctets = 39;
    private const int MaxPlain = 60;
    private const int MaxLine = 76;

    /// <summary>Unstructured text (RFC 5322 section 2.2.1): as it is, or in encoded words.</summary>
    public static string Unstructured(string text) =>
        IsPlain(text) && text.Split(' ').All(word => word.Length <= MaxPlain) ? text : string.Join(' ', Encode(text));

    /// <summary>A mailbox or a list's id (RFC 5322 section 3.4, RFC 2919 section 3), folded for its field.</summary>
    public static string Named(string field, string name, string id)
    {
        var value = new StringBuilder();
        var length = field.Length + 1;
        foreach (var part in Phrase(name).Append($"<{id}>"))
        {
            var isFolded = length > field.Length + 1 && length + 1 + part.Length > MaxLine;
            value.Append(isFolded ? "\r\n " : " ").Append(part);
            length = (isFolded ? 0 : length) + 1 + part.Length;
        }

        return value.Append("\r\n").ToString();
    }

    /// <summary>A field with a mailbox or a list's id in it, whose bytes are as <see cref="Named"/> gives them.</summary>
    public static Header NamedField(HeaderId id, string name, string mailbox)
    {
        var header = new Header(Encoding.ASCII, id, "x");
        // The raw value takes whatever it gets: this one is ASCII on lines of ours.
        header.SetRawValue(Encoding.ASCII.GetBytes(Named(id.ToHeaderName(), MailText.OneLine(name), mailbox)));
        return header;
    }

    private static IEnumerable<string> Phrase(string text)
    {
        if (text.Length == 0)
            return [];
        if (text.Length > MaxPlain || !IsPlain(text))
            return Encode(text);
        if (text.All(c => char.IsAsciiLetterOrDigit(c) || c == ' '))
            return [text];
        return [$"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""];
    }

    private static bool IsPlain(string text) => text.All(char.IsAscii) && !text.Contains("=?", StringComparison.Ordinal);

    private static IEnumerable<string> Encode(string text)
    {
        var word = new List<byte>();
        var octets = new byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(octets);
            if (word.Count + length > MaxOctets)
            {
                yield return Word(word);
                word.Clear();
            }

            word.AddRange(octets.AsSpan(0, length));
        }

        yield return Word(word);
    }

    private static string Word(List<byte> octets) => $"=?utf-8?b?{Convert.ToBase64String([.. octets])}?=";
}
