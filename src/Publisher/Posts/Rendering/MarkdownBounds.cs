using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering;

/// <summary>What the Markdown library takes minutes for, far beyond what anybody writes: each line costs as many steps as lists and quotes are open, or as the table has columns.</summary>
internal static partial class MarkdownBounds
{
    private const int Depth = 100;
    private const long Cells = 1_000_000;

    public static bool AreKept(ReadOnlySpan<char> markdown)
    {
        var (columns, rows) = (0, 0L);
        // Not by EnumerateLines: it looks for every line end of Unicode, which costs as much as all the rest here.
        foreach (var range in markdown.Split('\n'))
        {
            var line = markdown[range];
            if (line.Length > Depth && IsMark(line.TrimStart(" \t")) && Deep().IsMatch(line))
                return false;
            var pipes = line.Count('|');
            columns = Math.Max(columns, pipes);
            rows += pipes > 0 ? 1 : 0;
        }

        return columns * rows <= Cells;
    }

    private static bool IsMark(ReadOnlySpan<char> text) => text is ['>' or '+' or '*' or '-' or (>= '0' and <= '9'), ..];

    // A line of nothing but one mark is a rule.
    [GeneratedRegex(@"^(?![ \t]*([*-])([ \t]*\1)*[ \t]*$)[ \t]*(?:>[ \t]*|(?:[+*-]|[0-9]{1,9}[.)])[ \t]+){100}", RegexOptions.CultureInvariant)]
    private static partial Regex Deep();
}
