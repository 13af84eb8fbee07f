using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Publisher.Mail.Html;

/// <summary>Notes without links: mail programs take away the places that they would lead to. The number stands in the text, and before the note.</summary>
internal static partial class Footnotes
{
    private const string Back = "a.footnote-back-ref, a.footnote-backref, a.reversefootnote, a[role=doc-backlink]";
    private const string Reference = "a.footnote-ref, a.footnote, a[role=doc-noteref], sup > a[href*='#fn'], a[href*='#fn'] > sup";

    public static void Settle(IElement body)
    {
        foreach (var back in body.QuerySelectorAll(Back))
            back.Remove();
        foreach (var reference in body.QuerySelectorAll(Reference))
            Number(reference);
    }

    private static void Number(IElement reference)
    {
        if (reference.ParentElement is null || Digits().Match(reference.TextContent) is not { Success: true, Value: var number })
            return;
        var whole = reference;
        while (whole.ParentElement is { LocalName: "sup" or "a" } parent && parent.TextContent.Trim() == reference.TextContent.Trim())
            whole = parent;
        var mark = reference.Owner!.CreateElement("sup");
        mark.TextContent = $"[{number}]";
        whole.Replace(mark);
    }

    [GeneratedRegex(@"[0-9]+")]
    private static partial Regex Digits();
}
