using Fluid;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Finds what is wrong with a body that is no valid Liquid, for the author.</summary>
internal static class LiquidFault
{
    // Looking at each tag by itself takes time, and the first faults come early.
    private const int MaxTags = 5_000;

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal) { "if", "unless", "case", "for", "tablerow", "capture", "ifchanged" };

    public static (int Line, string Message) Find(string text)
    {
        var open = new Stack<BodyTag>();
        var scanner = new TagScanner(text, CodeMap.None);
        var count = 0;
        for (var at = 0; scanner.Next(at) is { } tag && count < MaxTags; count++)
        {
            at = tag.Name is "raw" or "comment" or "highlight" or "codeblock" && scanner.EndOf(tag.Name, tag.End) is { } end ? end.Index + end.Length : tag.End;
            if (Blocks.Contains(tag.Name))
            {
                if (tag.Name != "case" && !LiquidEngine.Parser.TryParse($"{text[tag.Start..tag.End]}{{% end{tag.Name} %}}", out _, out _))
                    return At(text, tag, $"'{{% {tag.Name} %}}' is not valid Liquid");
                open.Push(tag);
            }
            else if (tag.Name.StartsWith("end", StringComparison.Ordinal) && Blocks.Contains(tag.Name[3..]) && !(open.TryPop(out var opener) && opener.Name == tag.Name[3..]))
            {
                return At(text, tag, $"'{{% {tag.Name} %}}' closes nothing");
            }
            else if (tag.Name == "assign" && !LiquidEngine.Parser.TryParse(text[tag.Start..tag.End], out _, out _))
            {
                return At(text, tag, "'{% assign %}' is not valid Liquid");
            }
        }

        return open.TryPop(out var unclosed) ? At(text, unclosed, $"'{{% {unclosed.Name} %}}' is not closed") : (1, "The body is not valid Liquid");
    }

    /// <summary>The line of the first tag that repeats or includes something.</summary>
    public static int FirstLoop(string text)
    {
        var scanner = new TagScanner(text, CodeMap.None);
        for (var at = 0; scanner.Next(at) is { } tag; at = tag.End)
        {
            if (tag.Name is "for" or "tablerow" or "include" or "include_relative" or "include_cached")
                return BodyLines.NumberAt(text, tag.Start);
        }

        return 1;
    }

    private static (int Line, string Message) At(string text, BodyTag tag, string message) => (BodyLines.NumberAt(text, tag.Start), message);
}
