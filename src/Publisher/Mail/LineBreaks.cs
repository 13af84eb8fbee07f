using System.Globalization;

namespace Publisher.Mail;

/// <summary>A run of text that no line end may divide, and the blanks between it and the run before.</summary>
internal readonly record struct Run(string Blanks, string Text);

/// <summary>Where a line may end: at blanks, and beside wide characters as far as Japanese typesetting allows (kinsoku, JIS X 4051).</summary>
internal static class LineBreaks
{
    private const string NeverFirst =
        "、。，．・：；？！）］｝」』】〉》〕〗〙〟｡｣､’”ー～〜…‥―—%％゛゜ヽヾゝゞ々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ\u3000";

    private const string NeverLast = "（［｛「『【〈《〔〖〘〝｢‘“￥＄";

    // Beside a wide character only: after a blank, "(see" or ".NET" may well begin a line.
    private const string NeverFirstHalf = ")]}>,.:;!?";
    private const string NeverLastHalf = "([{<";

    /// <summary>The text as runs. A line may end before any of them.</summary>
    public static List<Run> Runs(string text)
    {
        var runs = new List<Run>();
        var start = Blanks(text, 0);
        var (blanks, previous) = ("", "");
        for (var i = start; i < text.Length;)
        {
            var gap = Blanks(text, i);
            var next = i + gap < text.Length ? StringInfo.GetNextTextElement(text, i + gap) : "";
            if (i > start && MayEnd(previous, gap, next))
            {
                runs.Add(new(blanks, text[start..i]));
                (start, blanks) = (i + gap, text.Substring(i, gap));
            }

            i += gap + next.Length;
            previous = next;
        }

        runs.Add(new(blanks, text[start..]));
        return runs;
    }

    private static int Blanks(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] is ' ' or '\t')
            end++;
        return end - start;
    }

    private static bool MayEnd(string previous, int gap, string next)
    {
        if (next.Length == 0 || NeverFirst.Contains(next[0], StringComparison.Ordinal) || NeverLast.Contains(previous[^1], StringComparison.Ordinal))
            return false;
        if (gap > 0)
            return true;
        return (TextColumns.IsWide(previous) || TextColumns.IsWide(next))
            && !NeverFirstHalf.Contains(next[0], StringComparison.Ordinal)
            && !NeverLastHalf.Contains(previous[^1], StringComparison.Ordinal);
    }
}
