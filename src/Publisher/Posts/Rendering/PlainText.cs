using System.Text;
using AngleSharp.Dom;
using Publisher.Posts.Reading;

namespace Publisher.Posts.Rendering;

/// <summary>HTML as text that reads well: blocks apart, lists with marks, links with their address, images as their alternative text.</summary>
internal sealed class PlainText
{
    private readonly StringBuilder text = new();
    private int preformatted;

    public static string Of(IElement element)
    {
        var writer = new PlainText();
        writer.Children(element);
        return CleanText.Of(writer.text.ToString()).Trim();
    }

    private void Children(INode node)
    {
        foreach (var child in node.ChildNodes)
            Node(child);
    }

    private void Node(INode node)
    {
        if (node is IText run)
            Run(run.Data);
        else if (node is IElement element)
            Element(element);
    }

    private void Element(IElement element)
    {
        switch (element.LocalName)
        {
            case "br":
                Line();
                break;
            case "hr":
                Block(() => text.Append("----"));
                break;
            case "img":
                Run(element.GetAttribute("alt") ?? "");
                break;
            case "a":
                Link(element);
                break;
            case "li":
                Line();
                text.Append(Mark(element));
                Children(element);
                break;
            case "pre":
                preformatted++;
                Block(() => Children(element));
                preformatted--;
                break;
            case "tr":
                Line();
                Children(element);
                break;
            case "td" or "th":
                if (element.PreviousElementSibling is not null)
                    text.Append(" | ");
                Children(element);
                break;
            case "p" or "div" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "ul" or "ol" or "dl" or "dt" or "dd" or "blockquote" or "table" or "figure" or "figcaption" or "section":
                Block(() => Children(element));
                break;
            default:
                Children(element);
                break;
        }
    }

    private void Link(IElement element)
    {
        var start = text.Length;
        Children(element);
        var shown = text.ToString(start, text.Length - start).Trim();
        if (element.GetAttribute("href") is { } address && address.StartsWith("http", StringComparison.Ordinal) && shown.Length > 0 && shown != address)
            text.Append(" <").Append(address).Append('>');
    }

    private static string Mark(IElement item) => item.ParentElement?.LocalName == "ol"
        ? $"{item.ParentElement.Children.TakeWhile(other => other != item).Count() + 1}. "
        : "- ";

    private void Run(string run)
    {
        if (preformatted > 0)
        {
            text.Append(run);
            return;
        }

        foreach (var c in run)
        {
            if (!char.IsWhiteSpace(c) || c == '\u3000')
                text.Append(c);
            else if (text.Length > 0 && text[^1] is not (' ' or '\n'))
                text.Append(' ');
        }
    }

    private void Block(Action content)
    {
        BlankLine();
        content();
        BlankLine();
    }

    private void Line()
    {
        TrimSpaces();
        if (text.Length > 0 && text[^1] != '\n')
            text.Append('\n');
    }

    private void BlankLine()
    {
        Line();
        if (text.Length > 1 && text[^2] != '\n')
            text.Append('\n');
    }

    private void TrimSpaces()
    {
        while (text.Length > 0 && text[^1] == ' ')
            text.Length--;
    }
}
