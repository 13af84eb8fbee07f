using System.Globalization;
using YamlDotNet.Core;

namespace Publisher.Settings;

/// <summary>Says in a sentence where a text stopped being YAML.</summary>
internal static class YamlFault
{
    public static (int Line, string Message) Explain(YamlException fault, string text)
    {
        var line = (int)fault.Start.Line;
        return TabIndented(text.Split('\n'), line - 1, (int)fault.End.Line + 1) is { } tabbed
            ? (tabbed, "the line is indented with a tab; use spaces")
            : (line, string.Create(CultureInfo.InvariantCulture, $"broken YAML in column {fault.Start.Column}; check the indentation, the quotes and the space after ':'"));
    }

    // The parser complains near the tab, seldom at it.
    private static int? TabIndented(string[] lines, int from, int to)
    {
        for (var line = Math.Max(from, 1); line <= Math.Min(to, lines.Length); line++)
            if (IsTabIndented(lines[line - 1]))
                return line;
        return null;
    }

    private static bool IsTabIndented(string line) => line.TakeWhile(char.IsWhiteSpace).Contains('\t');
}
