using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Publisher.Mail.Html;

/// <summary>Tables of data: each in a box that scrolls where a program can, their heads saying what they are the head of.</summary>
internal static partial class Tables
{
    public static void Fit(IElement body)
    {
        foreach (var cell in body.QuerySelectorAll("th, td"))
            Align(cell);
        foreach (var head in body.QuerySelectorAll("th:not([scope])"))
            head.SetAttribute("scope", head.Closest("thead") is not null || head.ParentElement?.QuerySelector("td") is null ? "col" : "row");
        foreach (var table in body.QuerySelectorAll("table").Where(table => table.ParentElement?.Closest("table") is null))
            Box(table);
    }

    // The style goes with all others; Markdown writes the alignment of a column as one.
    private static void Align(IElement cell)
    {
        if (Side().Match(cell.GetAttribute("style") ?? "") is { Success: true } match)
            cell.SetAttribute("align", match.Groups["side"].Value);
    }

    private static void Box(IElement table)
    {
        var box = table.Owner!.CreateElement("div");
        box.ClassName = "scroll";
        table.Replace(box);
        box.Append(table);
    }

    [GeneratedRegex(@"text-align:\s*(?<side>left|center|right)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Side();
}
