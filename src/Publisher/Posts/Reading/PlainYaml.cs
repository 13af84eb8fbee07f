using System.Buffers;

namespace Publisher.Posts.Reading;

/// <summary>The few forms of YAML that nearly all heads are written in: <c>key: value</c>, quotes without escapes, lists of such, a folded line. What it reads, it reads as the library does, at a tenth of the cost; at the first sign of anything else it leaves the head to the library.</summary>
internal static class PlainYaml
{
    // As many fields as most heads have lines; of the others the lines are items.
    private const int Most = 17;

    // The same come in post after post.
    private static readonly KnownNames Keys = new();

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    // In a plain text each of these may mean something, depending on what stands beside it.
    private static readonly SearchValues<char> Special = SearchValues.Create(":#[]{},\"'\\\t\u0085\u2028\u2029\uFEFF");

    private static readonly SearchValues<char> NoItem = SearchValues.Create("[]{}:#&*!|>%@`");

    /// <param name="firstLine">The line of the file that the text begins at.</param>
    /// <returns>Null where this is not such a head.</returns>
    public static HeadMap? Parse(string yaml, int firstLine, PostLimits limits)
    {
        // The library counts what it finds; a head that might be too rich is its to refuse.
        var ends = yaml.AsSpan().Count('\n');
        if (ends + yaml.AsSpan().Count(',') > limits.FrontMatterValues / 4 || limits.FrontMatterDepth < 3)
            return null;
        var fields = new Dictionary<string, HeadValue>(Math.Min(ends, Most), StringComparer.OrdinalIgnoreCase);
        var lines = new PlainLines(yaml, firstLine);
        var start = 0;
        while (lines.Next())
        {
            if (lines.Current.IsEmpty)
                continue;
            start = start == 0 ? lines.Number : start;
            if (Field(ref lines) is not var (key, value) || !fields.TryAdd(key, value))
                return null;
        }

        return fields.Count == 0 ? null : new(fields, start);
    }

    private static (string Key, HeadValue Value)? Field(ref PlainLines lines)
    {
        var line = lines.Current;
        var colon = line.IndexOf(':');
        if (colon < 1 || line[..colon].ContainsAnyExcept(KeyCharacters) || line[0] == '-' || (colon + 1 < line.Length && line[colon + 1] != ' '))
            return null;
        var key = Keys.One(line[..colon]);
        var text = line[(colon + 1)..].Trim(' ');
        var value = text.IsEmpty ? Block(ref lines) : text is ">-" ? Folded(ref lines) : Inline(text, lines.Number);
        return value is null ? null : (key, value);
    }

    private static HeadValue? Inline(ReadOnlySpan<char> text, int line) => text[0] == '[' ? FlowList(text, line) : Scalar(text, line);

    private static HeadScalar? Scalar(ReadOnlySpan<char> text, int line)
    {
        if (text[0] is '"' or '\'')
        {
            var inner = text.Length > 1 && text[^1] == text[0] ? text[1..^1] : default;
            return inner.IsEmpty || inner.IndexOfAny('"', '\'', '\\') >= 0 || !IsOfYaml(inner) ? null : new(inner.ToString(), Quoted: true, line);
        }

        // A colon inside a word and a comma are text, as in 12:30 and "a, b".
        return (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '/' or '.' or > '\u00A0') && IsPlain(text) ? new(text.ToString(), Quoted: false, line) : null;
    }

    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        if (!IsOfYaml(text) || text[^1] == ':')
            return false;
        for (var at = text.IndexOfAny(Special); at >= 0;)
        {
            var isText = text[at] switch
            {
                ':' => at + 1 < text.Length && text[at + 1] != ' ',
                '#' => text[at - 1] != ' ',
                ',' or '[' or ']' or '{' or '}' or '"' or '\'' => true,
                _ => false,
            };
            if (!isText)
                return false;
            var next = text[(at + 1)..].IndexOfAny(Special);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return true;
    }

    // What the library calls unprintable, or takes for a line end, is for the library.
    private static bool IsOfYaml(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or (>= '\u007F' and <= '\u009F') or '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' || char.IsSurrogate(c))
                return false;
        }

        return true;
    }

    private static HeadList? FlowList(ReadOnlySpan<char> text, int line)
    {
        if (text.Length < 3 || text[^1] != ']')
            return null;
        var inner = text[1..^1];
        if (inner.ContainsAny(NoItem))
            return null;
        var items = new List<HeadValue>(inner.Count(',') + 1);
        foreach (var part in inner.Split(','))
        {
            var item = inner[part].Trim(' ');
            if (item.IsEmpty || item[0] is not '"' and not '\'' && item.IndexOfAny('"', '\'', '?') >= 0 || Scalar(item, line) is not { } scalar)
                return null;
            items.Add(scalar);
        }

        return new(items, line);
    }

    // Nothing behind the colon: a list below, or nothing at all.
    private static HeadValue? Block(ref PlainLines lines)
    {
        var line = lines.Number;
        if (!lines.PeekStarts(' ') && !lines.PeekStarts('-'))
            return lines.AtEnd || lines.PeekStarts('\n') ? null : new HeadScalar("", Quoted: false, line);
        var items = new List<HeadValue>();
        var indent = -1;
        while (lines.PeekStarts(' ') || lines.PeekStarts('-'))
        {
            lines.Next();
            var item = lines.Current;
            var dash = item.IndexOf('-');
            indent = indent < 0 ? dash : indent;
            if (dash < 0 || dash != indent || item[..dash].ContainsAnyExcept(' ') || item.Length < dash + 3 || item[dash + 1] != ' ')
                return null;
            var text = item[(dash + 2)..].Trim(' ');
            if (text.IsEmpty || text.IndexOf(": ", StringComparison.Ordinal) >= 0 || text[0] == '[' || Scalar(text, lines.Number) is not { } scalar)
                return null;
            items.Add(scalar);
        }

        return new HeadList(items, items[0].Line);
    }

    // One line below ">-": a text without a line end.
    private static HeadScalar? Folded(ref PlainLines lines)
    {
        var line = lines.Number;
        if (!lines.PeekStarts(' '))
            return null;
        lines.Next();
        var text = lines.Current.Trim(' ');
        var isAll = !lines.PeekStarts(' ') && !lines.PeekStarts('\n') && !lines.PeekStarts('\t');
        return isAll && !text.IsEmpty && lines.Current[^1] != ' ' && text[0] is not '#' && IsOfYaml(text) ? new(text.ToString(), Quoted: true, line) : null;
    }
}
