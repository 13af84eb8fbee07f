using System.Buffers;
using System.Text;

namespace Publisher.Posts.Reading;

/// <summary>Text that any feed or mail can carry: the characters of XML 1.0 (section 2.2) without the C1 controls. U+FFFD stays: it is the author's.</summary>
internal static class CleanText
{
    private static readonly char[] BreakCharacters = ['\t', '\n', '\r', '\u0085', '\u2028', '\u2029'];
    private static readonly SearchValues<char> Breaks = SearchValues.Create(BreakCharacters);

    /// <summary>Drops what may not stand in a feed, lone surrogates too, and makes every line end <c>\n</c>.</summary>
    public static string Of(string text)
    {
        var first = FirstFault(text, 0);
        if (first == text.Length)
            return text;
        var clean = new StringBuilder(text.Length).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
            i += AppendAt(clean, text, i);
        return clean.ToString();
    }

    /// <summary>The place of the first character that is dropped; -1 where none is.</summary>
    public static int FirstForbidden(string text)
    {
        var at = FirstFault(text, 0);
        while (at < text.Length && text[at] == '\r')
            at = FirstFault(text, at + 1);
        return at < text.Length ? at : -1;
    }

    /// <summary>One line: line ends and tabs are spaces. Other white space, the ideographic space above all, is the author's.</summary>
    public static string Line(string text)
    {
        var clean = Of(text).Trim();
        return clean.AsSpan().ContainsAny(Breaks) ? string.Join(' ', clean.Split(BreakCharacters, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) : clean;
    }

    // Every character of every post comes by here several times, and nearly all are good: what the processor looks at many at a time comes first.
    private static int FirstFault(string text, int i)
    {
        var rest = text.AsSpan(i);
        if (!rest.ContainsAnyInRange('\0', '\u0008') && !rest.ContainsAnyInRange('\u000B', '\u001F') && !rest.ContainsAnyInRange('\u0080', '\u009F')
            && !rest.ContainsAnyInRange('\uD800', '\uDFFF') && !rest.ContainsAnyInRange('\uFFFE', '\uFFFF'))
            return text.Length;
        while (i < text.Length)
        {
            if (!IsSuspect(text[i]))
                i++;
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                i += 2;
            else
                break;
        }

        return i;
    }

    /// <summary>Returns how many further characters were consumed.</summary>
    private static int AppendAt(StringBuilder clean, string text, int i)
    {
        var next = i + 1 < text.Length ? text[i + 1] : '\0';
        if (char.IsSurrogatePair(text[i], next))
        {
            clean.Append(text[i]).Append(next);
            return 1;
        }

        // A reader of XML sees \n for both; JSON must not differ, nor a checkout with other line ends.
        if (text[i] == '\r')
            clean.Append('\n');
        else if (!IsSuspect(text[i]))
            clean.Append(text[i]);
        return text[i] == '\r' && next == '\n' ? 1 : 0;
    }

    private static bool IsSuspect(char c) => c switch
    {
        >= ' ' and < '\u0080' or '\n' or '\t' => false,
        > '\u009F' and < '\uD800' or >= '\uE000' and < '\uFFFE' => false,
        _ => true,
    };
}
