using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>A body line by line, with the fenced blocks known.</summary>
internal static partial class BodyLines
{
    public static List<BodyLine> Of(string text)
    {
        var lines = new List<BodyLine>();
        string? fence = null;
        var quotes = 0;
        for (var start = 0; start <= text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var at ? at : text.Length;
            var line = text[start..end];
            // A quotation that ends takes its open fence with it.
            if (fence is not null && quotes > 0 && Quotes(line) < quotes)
                fence = null;
            var isCode = fence is not null;
            if (fence is not null)
                fence = Closes(line, fence) ? null : fence;
            else if (Opening(line) is { } opened)
                (fence, quotes, isCode) = (opened, Quotes(line), true);
            lines.Add(new(start, line, isCode));
            start = end + 1;
        }

        return lines;
    }

    /// <summary>The line of a place, counted from 1.</summary>
    public static int NumberAt(string text, int index) => text.AsSpan(0, Math.Min(index, text.Length)).Count('\n') + 1;

    private static string? Opening(string line)
    {
        if (!line.Contains("```", StringComparison.Ordinal) && !line.Contains("~~~", StringComparison.Ordinal))
            return null;
        return FenceStart().Match(line) is { Success: true, Groups: var groups } ? groups["fence"].Value : null;
    }

    private static bool Closes(string line, string fence)
    {
        var mark = line.AsSpan().TrimStart(" \t>").TrimEnd();
        return mark.Length >= fence.Length && !mark.ContainsAnyExcept(fence[0]);
    }

    private static int Quotes(string line)
    {
        var count = 0;
        foreach (var c in line)
        {
            if (c == '>')
                count++;
            else if (c is not (' ' or '\t'))
                break;
        }

        return count;
    }

    // A fence may stand in a quotation and after the mark of a list item. The information after backticks holds none.
    [GeneratedRegex(@"\A[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?(?:(?<fence>`{3,})[^`]*|(?<fence>~{3,}).*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex FenceStart();
}
