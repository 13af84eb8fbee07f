using System.Globalization;
using YamlDotNet.Core;

namespace Publisher.Settings;

/// <summary>Says in a sentence where a text stopped being YAML.</summary>
internal static class YamlFault
{
    private const string Tabbed = "the line is indented with a tab; use spaces";

    /// <summary>Some texts, such as a directive inside a mapping, make the parser trip over itself with an exception of another kind.</summary>
    public static bool Is(Exception fault) =>
        fault is YamlException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException or IOException;

    public static (int Line, string Message) Explain(Exception fault, Mark reached, string text)
    {
        var start = fault is YamlException yaml ? yaml.Start : reached;
        var line = (int)start.Line;
        return FirstTab(text, line - 1) is { } tabbed
            ? (tabbed, Tabbed)
            : (line, string.Create(CultureInfo.InvariantCulture, $"broken YAML in column {start.Column}; check the indentation, the quotes and the space after ':'"));
    }

    /// <summary>The parser lets a tab pass behind a space, and counts it as one column, which no editor does.</summary>
    public static void AddTabs(IReadOnlyList<Given> givens, string text, Problems problems)
    {
        var lines = text.Split('\n');
        foreach (var given in givens.Where(given => IsTabIndented(lines.ElementAtOrDefault(given.Origin.Line!.Value - 1) ?? "")))
            problems.Add(given.Origin, "", Tabbed);
    }

    // The parser complains where the section begins, or in the line after the tab.
    private static int? FirstTab(string text, int from) =>
        text.Split('\n').Index()
            .Where(line => line.Index + 1 >= from && IsTabIndented(line.Item))
            .Select(line => (int?)(line.Index + 1))
            .FirstOrDefault();

    private static bool IsTabIndented(string line) => line.TakeWhile(char.IsWhiteSpace).Contains('\t');
}
