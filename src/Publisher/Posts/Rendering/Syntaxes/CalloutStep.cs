using System.Text;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Callouts of Obsidian and GitHub: <c>&gt; [!note] Title</c> becomes a quotation with a bold first line.</summary>
internal static partial class CalloutStep
{
    public static string Apply(string text)
    {
        if (!text.Contains("[!", StringComparison.Ordinal) || !text.Contains('>', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        foreach (var line in BodyLines.Of(text))
            result.Append(line.IsCode ? line.Text : Line(line.Text)).Append('\n');
        return result.ToString(0, result.Length - 1);
    }

    private static string Line(string line)
    {
        if (!line.Contains("[!", StringComparison.Ordinal) || Callout().Match(line) is not { Success: true, Groups: var groups })
            return line;
        var title = groups["title"].Value.Trim();
        var shown = title.Length > 0 ? title : Kinds.Title(groups["kind"].Value);
        return $"{groups["quote"].Value}**{shown}**\n{groups["quote"].Value.TrimEnd()}";
    }

    [GeneratedRegex(@"\A(?<quote>[ \t]*>[ \t>]*)\[!(?<kind>[\w -]{1,40})(\|[^\]]*)?\][+-]?[ \t]*(?<title>.*)\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Callout();
}
