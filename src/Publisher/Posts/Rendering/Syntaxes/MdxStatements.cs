using System.Text;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Finds <c>import</c>, <c>export</c> and expressions that stand alone.</summary>
internal static partial class MdxStatements
{
    public static string Without(string text) => Cut(text, Statement(), StatementEnd);

    public static string WithoutExpressions(string text) => Cut(text, Expression(), ExpressionEnd);

    private static string Cut(string text, Regex pattern, Func<string, int, Balance, int> end)
    {
        if (pattern.Match(text) is not { Success: true } match)
            return text;
        var map = CodeMap.Of(text);
        var balance = new Balance(text);
        var result = new StringBuilder(text.Length);
        var written = 0;
        for (; match.Success; match = pattern.Match(text, Math.Max(written, match.Index + match.Length)))
        {
            if (map.EndAt(match.Index) is not null || end(text, match.Index, balance) is not (>= 0 and var cut))
                continue;
            result.Append(text, written, match.Index - written);
            written = cut;
        }

        return result.Append(text, written, text.Length - written).ToString();
    }

    // To the end of the line on which every bracket is closed again.
    private static int StatementEnd(string text, int start, Balance balance)
    {
        for (var at = start; at < text.Length;)
        {
            var stop = text.AsSpan(at).IndexOfAny("{([\n`") is >= 0 and var found ? at + found : text.Length;
            if (stop == text.Length)
                return stop;
            if (text[stop] == '\n' && !text.AsSpan(start, stop - start).TrimEnd().EndsWith("="))
                return stop;
            at = text[stop] switch { '\n' => stop + 1, '`' => AfterTicks(text, stop), _ => balance.End(stop) };
            if (at < 0)
                return LineEnd(text, stop);
        }

        return text.Length;
    }

    private static int AfterTicks(string text, int start) => text.IndexOf('`', start + 1) is >= 0 and var end ? end + 1 : LineEnd(text, start);

    private static int ExpressionEnd(string text, int lineStart, Balance balance)
    {
        var start = text.IndexOf('{', lineStart);
        var end = balance.End(start);
        return end >= 0 && text.AsSpan(end, LineEnd(text, end) - end).Trim().Length == 0 ? LineEnd(text, end) : -1;
    }

    private static int LineEnd(string text, int index) => text.IndexOf('\n', index) is >= 0 and var end ? end : text.Length;

    [GeneratedRegex("""^(import[ \t]*["'{*]|import[ \t]+[\w$]+[ \t]*(,|from\b)|import[ \t]+type\b|export[ \t]*[{*]|export[ \t]+(const|let|var|function|default|async|class|type|interface)\b)""", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Statement();

    // Two braces belong to templates, a colon to attribute lists.
    [GeneratedRegex(@"^[ \t]*\{(?![{%:#])", RegexOptions.Multiline)]
    private static partial Regex Expression();
}
