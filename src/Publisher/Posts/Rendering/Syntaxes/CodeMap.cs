using System.Text;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Where a text holds code, fenced or within a line: places that the other syntaxes leave alone.</summary>
internal sealed class CodeMap
{
    private readonly List<(int Start, int End)> spans = [];

    public static CodeMap None { get; } = new();

    public static CodeMap Of(string text)
    {
        var map = new CodeMap();
        if (!text.Contains('`', StringComparison.Ordinal) && !text.Contains("~~~", StringComparison.Ordinal))
            return map;
        var ticks = new List<(int Start, int Length)>();
        foreach (var line in BodyLines.Of(text))
        {
            if (line.IsCode || line.IsBlank)
                map.AddInline(ticks);
            if (line.IsCode)
                map.spans.Add((line.Start, line.End));
            else
                CollectTicks(line, ticks);
        }

        map.AddInline(ticks);
        return map;
    }

    /// <summary>Where the code that holds a place ends; null for a place outside of code.</summary>
    public int? EndAt(int index)
    {
        var at = spans.BinarySearch((index, int.MaxValue));
        var before = (at < 0 ? ~at : at) - 1;
        return before >= 0 && index < spans[before].End ? spans[before].End : null;
    }

    /// <summary>The first place of a mark outside of code; -1 where there is none.</summary>
    public int Find(string text, string mark, int from)
    {
        while (from <= text.Length)
        {
            var at = text.IndexOf(mark, from, StringComparison.Ordinal);
            if (at < 0 || EndAt(at) is not { } end)
                return at;
            from = end;
        }

        return -1;
    }

    /// <summary>Replaces what a pattern finds outside of code.</summary>
    public static string Replace(string text, Regex pattern, Func<Match, string> replacement)
    {
        if (pattern.Match(text) is not { Success: true } match)
            return text;
        var map = Of(text);
        var result = new StringBuilder(text.Length);
        var written = 0;
        while (match.Success)
        {
            var codeEnd = map.EndAt(match.Index);
            if (codeEnd is null)
            {
                result.Append(text, written, match.Index - written).Append(replacement(match));
                written = match.Index + match.Length;
            }

            match = codeEnd is { } end && end > match.Index + match.Length ? pattern.Match(text, end) : match.NextMatch();
        }

        return result.Append(text, written, text.Length - written).ToString();
    }

    private static void CollectTicks(BodyLine line, List<(int Start, int Length)> ticks)
    {
        for (var at = line.Text.IndexOf('`', StringComparison.Ordinal); at >= 0 && at < line.Text.Length;)
        {
            var length = line.Text.AsSpan(at).IndexOfAnyExcept('`') is >= 0 and var run ? run : line.Text.Length - at;
            var isEscaped = at > 0 && line.Text[at - 1] == '\\';
            if (!isEscaped)
                ticks.Add((line.Start + at, length));
            at = line.Text.IndexOf('`', at + length);
        }
    }

    // A run of backticks opens code only where a later run of the same length in the same paragraph closes it.
    private void AddInline(List<(int Start, int Length)> ticks)
    {
        var next = new int[ticks.Count];
        var last = new Dictionary<int, int>();
        for (var i = ticks.Count - 1; i >= 0; i--)
        {
            next[i] = last.GetValueOrDefault(ticks[i].Length, -1);
            last[ticks[i].Length] = i;
        }

        for (var i = 0; i < next.Length; i++)
        {
            if (next[i] < 0)
                continue;
            spans.Add((ticks[i].Start, ticks[next[i]].Start + ticks[next[i]].Length));
            i = next[i];
        }

        ticks.Clear();
    }
}
