using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Kramdown's <c>markdown="1"</c> in an HTML tag: with empty lines around it, the content is Markdown for everyone.</summary>
internal static partial class MarkdownInHtml
{
    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase) { "span", "a", "b", "i", "em", "strong", "code", "small", "p", "img", "br", "hr", "input" };

    public static string Apply(string text)
    {
        var open = new Dictionary<string, Stack<bool>>(StringComparer.OrdinalIgnoreCase);
        return CodeMap.Replace(text, Tag(), match => match.Groups["close"].Success ? Close(match, open) : Open(match, open));
    }

    private static string Open(Match match, Dictionary<string, Stack<bool>> open)
    {
        var name = match.Groups["name"].Value;
        var attribute = Attribute().Match(match.Value);
        var isBlock = attribute.Success && attribute.Groups["value"].Value is "1" or "block" && !Inline.Contains(name);
        if (!match.Value.EndsWith("/>", StringComparison.Ordinal))
            (open.TryGetValue(name, out var stack) ? stack : open[name] = []).Push(isBlock);
        var tag = attribute.Success ? match.Value.Remove(attribute.Index, attribute.Length) : match.Value;
        return isBlock ? tag + "\n\n" : tag;
    }

    private static string Close(Match match, Dictionary<string, Stack<bool>> open) =>
        open.TryGetValue(match.Groups["name"].Value, out var stack) && stack.TryPop(out var isBlock) && isBlock ? "\n\n" + match.Value : match.Value;

    [GeneratedRegex("<(?<close>/)?(?<name>[A-Za-z][A-Za-z0-9-]*)[^<>]{0,1000}>", RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();

    [GeneratedRegex("""\s+markdown=["']?(?<value>1|0|block|span)["']?""", RegexOptions.ExplicitCapture)]
    private static partial Regex Attribute();
}
