using System.Text;
using System.Text.RegularExpressions;

namespace Publisher.Mail;

/// <summary>Wraps plain text for clients that show it as it comes. Nothing but blanks at a line end is lost; lines that are short enough, preformatted or a single long word stay as they are.</summary>
internal static partial class TextWrap
{
    public const int MaxColumns = 74;

    public static string Wrap(string text)
    {
        var wrapped = new StringBuilder(text.Length + (text.Length / 32));
        foreach (var line in text.Split('\n'))
            Line(wrapped, line);
        wrapped.Length--;
        return wrapped.ToString();
    }

    private static void Line(StringBuilder wrapped, string line)
    {
        if (line.StartsWith("    ", StringComparison.Ordinal) || line.StartsWith('\t') || TextColumns.Of(line) <= MaxColumns)
            wrapped.Append(line).Append('\n');
        else
            Fold(wrapped, line.TrimEnd(' ', '\t'));
    }

    private static void Fold(StringBuilder wrapped, string line)
    {
        var head = Head().Match(line).Value;
        var hang = new string(' ', TextColumns.Of(head));
        wrapped.Append(head);
        var columns = hang.Length;
        var isFirst = true;
        foreach (var run in LineBreaks.Runs(line[head.Length..]))
        {
            var more = TextColumns.Of(run.Text);
            if (!isFirst && columns + run.Blanks.Length + more > MaxColumns)
            {
                wrapped.Append('\n').Append(hang);
                columns = hang.Length;
                isFirst = true;
            }

            var blanks = isFirst ? "" : run.Blanks;
            wrapped.Append(blanks).Append(run.Text);
            columns += blanks.Length + more;
            isFirst = false;
        }

        wrapped.Append('\n');
    }

    // The indent and the mark of a list's item; the item's other lines stand under its text.
    [GeneratedRegex(@"^ *(?:(?:[-*+•] |・|\d{1,3}[.)] ) {0,3}(?=\S))?")]
    private static partial Regex Head();
}
