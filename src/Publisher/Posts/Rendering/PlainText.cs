using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Publisher.Posts.Reading;

namespace Publisher.Posts.Rendering;

/// <summary>HTML as text that reads well: blocks apart, lists and quotations with marks, links with their address, images as their alternative text.</summary>
internal sealed class PlainText
{
    // What is set in so far is code: nothing wraps it.
    private const string Code = "    ";

    private readonly StringBuilder text = new();
    private readonly bool wordsOnly;
    private bool preformatted;

    private PlainText(bool wordsOnly) => this.wordsOnly = wordsOnly;

    /// <param name="html">Safe HTML.</param>
    public static string Of(string html) => Of(new HtmlParser().ParseDocument(html).Body!);

    public static string Of(IElement element) => Write(element, wordsOnly: false);

    /// <summary>The words in one line, without images, addresses and the numbers of footnotes: what a summary needs.</summary>
    public static string Line(IElement element) => CleanText.Line(Write(element, wordsOnly: true));

    /// <summary>The words of a paragraph that holds nothing but text, without the cost of a document.</summary>
    /// <param name="html">Safe HTML.</param>
    /// <returns>Null where there is anything else.</returns>
    public static string? LineOfParagraph(ReadOnlySpan<char> html)
    {
        if (!html.StartsWith("<p>") || !html.EndsWith("</p>") || html[3..^4].Contains('<'))
            return null;
        var writer = new PlainText(wordsOnly: true);
        writer.Run(WebUtility.HtmlDecode(html[3..^4].ToString()));
        return CleanText.Line(writer.text.ToString());
    }

    private static string Write(IElement element, bool wordsOnly)
    {
        var writer = new PlainText(wordsOnly);
        writer.Children(element);
        var plain = CleanText.Of(writer.text.ToString()).TrimStart('\n').TrimEnd();
        return plain.StartsWith(Code, StringComparison.Ordinal) ? plain : plain.TrimStart();
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
                Run(wordsOnly ? "" : element.GetAttribute("alt") ?? "");
                break;
            case "a":
                Link(element);
                break;
            case "li":
                Indented(element, Mark(element));
                break;
            case "ul" or "ol" when element.ParentElement?.LocalName == "li":
                Line();
                Children(element);
                break;
            case "blockquote":
                Block(() => Indented(element, "> ", "> "));
                break;
            case "dt":
                BlankLine();
                Children(element);
                break;
            case "dd":
                Indented(element, "  ");
                break;
            case "div" when wordsOnly && element.ClassList.Contains("footnotes"):
                break;
            case "pre":
                Block(() => Preformatted(element));
                break;
            case "tr":
                Line();
                Cells(element);
                break;
            case "p" or "div" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "ul" or "ol" or "dl" or "table" or "figure" or "figcaption" or "section":
                Block(() => Children(element));
                break;
            default:
                Children(element);
                break;
        }
    }

    private void Link(IElement element)
    {
        if (element.ClassList.Contains("footnote-ref") || element.ClassList.Contains("footnote-back-ref"))
        {
            Footnote(element);
            return;
        }

        Children(element);
        var shown = CleanText.Line(string.Concat(element.QuerySelectorAll("img").Select(image => image.GetAttribute("alt"))) + element.TextContent);
        if (!wordsOnly && element.GetAttribute("href") is { } address && address.StartsWith("http", StringComparison.Ordinal) && shown.Length > 0 && shown != address)
            text.Append(" <").Append(address).Append('>');
    }

    // The way back from a note is of use only where one can click.
    private void Footnote(IElement element)
    {
        if (!wordsOnly && element.ClassList.Contains("footnote-ref"))
            text.Append('[').Append(element.TextContent.Trim()).Append(']');
    }

    private void Cells(IElement row)
    {
        foreach (var cell in row.Children)
        {
            TrimSpaces();
            if (cell != row.FirstElementChild)
                text.Append(" | ");
            Children(cell);
        }
    }

    /// <param name="first">Stands before the first line.</param>
    /// <param name="further">Stands before each further line; absent, as many spaces.</param>
    private void Indented(IElement element, string first, string? further = null)
    {
        var inner = new PlainText(wordsOnly);
        inner.Children(element);
        Line();
        var prefix = first;
        foreach (var line in inner.text.ToString().Trim('\n').TrimEnd().Split('\n'))
        {
            text.Append(line.Length == 0 ? prefix.TrimEnd() : prefix + line).Append('\n');
            prefix = further ?? new string(' ', first.Length);
        }
    }

    private void Preformatted(IElement element)
    {
        var inner = new PlainText(wordsOnly) { preformatted = true };
        inner.Children(element);
        foreach (var line in inner.text.ToString().Trim('\n').TrimEnd().Split('\n'))
            text.Append(wordsOnly || line.Length == 0 ? line : Code + line).Append('\n');
    }

    private static string Mark(IElement item) => item.ParentElement?.LocalName == "ol"
        ? $"{item.ParentElement.Children.TakeWhile(other => other != item).Count() + 1}. "
        : "- ";

    private void Run(string run)
    {
        if (preformatted)
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
