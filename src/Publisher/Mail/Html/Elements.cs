using AngleSharp.Dom;

namespace Publisher.Mail.Html;

/// <summary>Which elements a mail may hold: those that every program shows, and that do nothing. What stands in any other stays without it.</summary>
internal static class Elements
{
    // Deeper, a telephone has no width left for the words.
    private const int MaxDepth = 24;

    private static readonly HashSet<string> Kept =
    [
        "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dfn", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre",
        "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var", "wbr",
    ];

    // Their words are no part of the text.
    private static readonly HashSet<string> Wordless =
        ["audio", "base", "button", "canvas", "embed", "head", "iframe", "link", "math", "meta", "noscript", "object", "script", "select", "source", "style", "svg", "template", "textarea", "title", "track", "video"];

    private static readonly HashSet<string> Boxes = ["article", "aside", "address", "center", "details", "fieldset", "figure", "footer", "form", "header", "hgroup", "main", "nav", "section", "summary", "figcaption"];

    private static readonly HashSet<string> Blocks = ["blockquote", "div", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"];

    public static bool IsBlock(INode node) => node is IElement element && Blocks.Contains(element.LocalName);

    public static void Keep(IElement body)
    {
        foreach (var comment in body.Descendants<IComment>().ToList())
            comment.Remove();
        foreach (var box in body.QuerySelectorAll("li > input[type=checkbox], li > p > input[type=checkbox]"))
            box.Replace(box.Owner!.CreateTextNode(box.HasAttribute("checked") ? "☑ " : "☐ "));
        foreach (var element in body.QuerySelectorAll("*"))
            Settle(element);
        HtmlDepth.Bound(body, MaxDepth);
    }

    /// <summary>The same element under another name.</summary>
    public static IElement Rename(IElement element, string name)
    {
        var renamed = element.Owner!.CreateElement(name);
        foreach (var attribute in element.Attributes)
            renamed.SetAttribute(attribute.Name, attribute.Value);
        renamed.Append([.. element.ChildNodes]);
        element.Replace(renamed);
        return renamed;
    }

    public static void Unwrap(IElement element) => element.Replace([.. element.ChildNodes]);

    private static void Settle(IElement element)
    {
        if (Wordless.Contains(element.LocalName))
            element.Remove();
        else if (element.LocalName is "figcaption" or "summary")
            Rename(element, "p").ClassName = element.LocalName;
        else if (Boxes.Contains(element.LocalName))
            Rename(element, "div");
        else if (!Kept.Contains(element.LocalName))
            Unwrap(element);
    }
}
