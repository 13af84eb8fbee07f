using System.Text;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Containers of Docusaurus, VuePress and Zenn (<c>:::note Title</c>) become quotations, Zenn's embeds (<c>@[card](…)</c>) links.</summary>
internal static partial class DirectiveStep
{
    // Deeper ones add no mark: a thousand marks on each of a thousand lines would be a million.
    private const int MaxDepth = 20;

    public static string Apply(string text)
    {
        var hasContainers = text.Contains(":::", StringComparison.Ordinal);
        if (!hasContainers && !text.Contains("@[", StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length + 64);
        var open = new Stack<(int Colons, int Indent)>();
        foreach (var line in BodyLines.Of(text))
            Write(result, line, open);
        return result.ToString(0, result.Length - 1);
    }

    private static void Write(StringBuilder result, BodyLine line, Stack<(int Colons, int Indent)> open)
    {
        if (!line.IsCode && line.Text.Contains(":::", StringComparison.Ordinal))
        {
            if (open.TryPeek(out var top) && Colons(line.Text) >= top.Colons)
            {
                open.Pop();
                // Without the empty line the next one would go on with the quotation.
                Append(result, "", open);
                return;
            }

            if (Opening().Match(line.Text) is { Success: true } opening)
            {
                Open(result, opening, open);
                return;
            }
        }

        Append(result, line.IsCode ? line.Text : Embed(line.Text), open);
    }

    private static void Open(StringBuilder result, Match opening, Stack<(int Colons, int Indent)> open)
    {
        var indent = open.TryPeek(out var outer) ? outer.Indent : opening.Groups["indent"].Length;
        if (result.Length > 0 && open.Count > 0)
            Append(result, "", open);
        open.Push((opening.Groups["colons"].Length, indent));
        if (Title(opening) is { Length: > 0 } title)
        {
            Append(result, $"**{title}**", open);
            Append(result, "", open);
        }
    }

    private static string Title(Match opening)
    {
        var kind = opening.Groups["kind"].Value;
        var named = Attributes().Replace(opening.Groups["label"].Success ? opening.Groups["label"].Value : opening.Groups["title"].Value, "").Trim();
        if (kind == "message")
            return Kinds.Title(named);
        return named.Length > 0 ? named : Kinds.Title(kind);
    }

    private static void Append(StringBuilder result, string line, Stack<(int Colons, int Indent)> open)
    {
        if (!open.TryPeek(out var top))
        {
            result.Append(line).Append('\n');
            return;
        }

        var content = line[..Math.Min(top.Indent, line.Length)].AsSpan().Trim().Length == 0 ? line[Math.Min(top.Indent, line.Length)..] : line.TrimStart();
        result.Append(' ', top.Indent);
        for (var depth = 0; depth < Math.Min(open.Count, MaxDepth); depth++)
            result.Append(depth == 0 ? ">" : " >");
        if (content.Length > 0)
            result.Append(' ').Append(content);
        result.Append('\n');
    }

    private static int Colons(string line)
    {
        var mark = line.AsSpan().Trim();
        return mark.ContainsAnyExcept(':') ? 0 : mark.Length;
    }

    private static string Embed(string line)
    {
        if (!line.Contains("@[", StringComparison.Ordinal) || Embedded().Match(line) is not { Success: true, Groups: var groups })
            return line;
        var value = groups["value"].Value;
        return groups["indent"].Value + (groups["kind"].Value == "youtube" ? MarkdownText.Video(value) : MarkdownText.Autolink(value));
    }

    [GeneratedRegex(@"\A(?<indent>[ \t]*)(?<colons>:{3,})[ \t]*(?<kind>[A-Za-z][\w-]*|(?=\{))(\[(?<label>[^\]]*)\])?(?<title>.*)\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Attributes();

    [GeneratedRegex(@"\A(?<indent>[ \t]*)@\[(?<kind>[\w-]+)\]\((?<value>[^()\s]+)\)\s*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Embedded();
}
