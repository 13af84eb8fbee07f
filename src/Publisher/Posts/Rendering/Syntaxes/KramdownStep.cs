using System.Text;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>What kramdown has beside Markdown: attribute lists, extensions in braces, headings without a space.</summary>
internal static partial class KramdownStep
{
    public static string Apply(string text)
    {
        var result = text;
        if (result.Contains("{::", StringComparison.Ordinal))
            result = CodeMap.Replace(WithoutComments(result), Extension(), static _ => "");
        if (result.Contains("{:", StringComparison.Ordinal))
            result = CodeMap.Replace(WithoutLists(result), SpanList(), static _ => "");
        if (result.Contains("](", StringComparison.Ordinal))
            result = CodeMap.Replace(result, SpacedAddress(), InBrackets);
        if (result.Contains("markdown=", StringComparison.Ordinal))
            result = MarkdownInHtml.Apply(result);
        return result.Contains('#', StringComparison.Ordinal) && MayBeHeading().IsMatch(result) ? CodeMap.Replace(result, MayBeHeading(), Heading) : result;
    }

    private static string WithoutComments(string text)
    {
        var map = CodeMap.Of(text);
        var result = new StringBuilder(text.Length);
        var written = 0;
        while (map.Find(text, "{::comment}", written) is >= 0 and var start && map.Find(text, "{:/", start) is >= 0 and var close
            && text.IndexOf('}', close) is >= 0 and var end)
        {
            result.Append(text, written, start - written);
            written = end + 1;
        }

        return written == 0 ? text : result.Append(text, written, text.Length - written).ToString();
    }

    private static string WithoutLists(string text)
    {
        var kept = new List<string>();
        var lines = BodyLines.Of(text);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].IsCode || !BlockList().IsMatch(lines[i].Text))
            {
                kept.Add(lines[i].Text);
                continue;
            }

            if (TableOfContents().IsMatch(lines[i].Text) && kept.Count > 0 && ListItem().IsMatch(kept[^1]))
                kept.RemoveAt(kept.Count - 1);
            // An attribute list ends its block.
            if (i + 1 < lines.Count && !lines[i + 1].IsBlank && !char.IsWhiteSpace(lines[i].Text[0]))
                kept.Add("");
        }

        return string.Join('\n', kept);
    }

    private static string InBrackets(Match match) => $"](<{match.Groups["address"].Value}>{(match.Groups["title"].Success ? " " : "")}{match.Groups["title"].Value})";

    private static string Heading(Match match) => match.Groups["id"].Success ? match.Groups["text"].Value : match.Groups["marks"].Value + " ";

    [GeneratedRegex(@"\{::(?!comment\})[^{}\n]*\}|\{:/[a-z]*\}")]
    private static partial Regex Extension();

    [GeneratedRegex(@"\A[ \t>]*\{:(?!:)[^{}\n]*\}\s*\z")]
    private static partial Regex BlockList();

    [GeneratedRegex(@"\{:\s*toc\b")]
    private static partial Regex TableOfContents();

    [GeneratedRegex(@"\A[ \t>]*([*+-]|[0-9]+\.)[ \t]", RegexOptions.ExplicitCapture)]
    private static partial Regex ListItem();

    [GeneratedRegex(@"(?<=[)*_`\]>""])\{:(?!:)[^{}\n]{0,500}\}")]
    private static partial Regex SpanList();

    // Other Markdown takes an address with spaces only in angle brackets.
    [GeneratedRegex("""\]\((?>(?<address>[^\s()<>"'{}]{1,200}( {1,3}[^\s()<>"'{}]{1,200}){1,40}))[ \t]*(?<title>"[^"\n]{0,500}"|'[^'\n]{0,500}')?\)""", RegexOptions.ExplicitCapture)]
    private static partial Regex SpacedAddress();

    [GeneratedRegex(@"^(?<marks>#{1,6})(?=\p{L})|^(?<text>#{1,6}[ \t]\S[^\n{]*?)[ \t]*(?<id>\{#[\w-]+\})[ \t]*$", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex MayBeHeading();
}
