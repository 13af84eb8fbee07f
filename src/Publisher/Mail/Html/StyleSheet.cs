using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Publisher.Mail.Html;

/// <summary>A style sheet that cannot be inlined; the message ends a sentence.</summary>
internal sealed class StyleException(int line, string message) : Exception(message)
{
    public int Line => line;
}

/// <summary>Rules that are written into the elements they are for, as most mail programs want it. Of two rules for one property the later counts, whatever their selectors.</summary>
internal sealed partial class StyleSheet
{
    private readonly List<(string Selector, IReadOnlyList<(string Name, string Value)> Declarations)> rules = [];

    /// <exception cref="StyleException">Something is neither a rule nor a comment, or a selector is unknown.</exception>
    public static StyleSheet Parse(string text)
    {
        var sheet = new StyleSheet();
        var plain = Comment().Replace(text, match => new string('\n', match.Value.Count('\n')));
        foreach (Match rule in Rule().Matches(plain))
            sheet.rules.Add((Selector(plain, rule), Declarations(rule.Groups["body"].Value)));
        var rest = Rule().Replace(plain, match => new string('\n', match.Value.Count('\n')));
        var fault = rest.AsSpan().IndexOfAnyExcept(" \t\r\n");
        return fault < 0 ? sheet : throw new StyleException(Line(rest, fault), "only rules such as 'p { margin: 0 }' can be written into a mail; queries belong into the style of mails/layout.html");
    }

    /// <summary>Writes the styles into a body; a style that an element has already is not looked at, and lost.</summary>
    public void Inline(IElement body)
    {
        var styles = new Dictionary<IElement, OrderedDictionary<string, string>>();
        foreach (var (selector, declarations) in rules)
            foreach (var element in body.QuerySelectorAll(selector))
                Add(styles, element, declarations);
        foreach (var element in body.QuerySelectorAll("[style]"))
            element.RemoveAttribute("style");
        foreach (var (element, style) in styles)
            element.SetAttribute("style", string.Join(';', style.Select(pair => $"{pair.Key}:{pair.Value}")));
    }

    private static void Add(Dictionary<IElement, OrderedDictionary<string, string>> styles, IElement element, IReadOnlyList<(string Name, string Value)> declarations)
    {
        if (!styles.TryGetValue(element, out var style))
            styles[element] = style = [];
        foreach (var (name, value) in declarations)
        {
            // Last in order, so that it goes before a shorthand that was there.
            style.Remove(name);
            style[name] = value;
        }
    }

    private static string Selector(string text, Match rule)
    {
        var selector = rule.Groups["selector"].Value.Trim();
        try
        {
            using var document = new HtmlParser().ParseDocument("");
            _ = document.QuerySelector(selector);
            return selector;
        }
        catch (DomException)
        {
            throw new StyleException(Line(text, rule.Groups["selector"].Index), $"'{selector}' is no selector that can be matched in a mail");
        }
    }

    private static List<(string Name, string Value)> Declarations(string body) =>
        [.. body.Split(';').Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0].Trim().ToLowerInvariant(), Blanks().Replace(parts[1].Trim(), " ")))];

    private static int Line(string text, int at) => 1 + text.AsSpan(0, at).Count('\n') + text.AsSpan(at).TrimStart(" \t").IndexOfAnyExcept('\r', '\n');

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<selector>[^{}@]+)\{(?<body>[^{}]*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Rule();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
