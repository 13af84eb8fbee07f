using System.Text;
using AngleSharp.Dom;

namespace Publisher.Mail.Html;

/// <summary>Shortens a body between blocks, never within a sentence.</summary>
internal static class Cut
{
    private static readonly HashSet<string> Opened = ["div", "ul", "ol", "li", "dl", "blockquote", "table", "tbody"];

    /// <returns>Whether anything was cut off.</returns>
    public static bool To(IElement body, int maxOctets)
    {
        var left = Math.Max(0, maxOctets);
        return Shorten(body, ref left);
    }

    private static bool Shorten(IElement parent, ref int left)
    {
        foreach (var child in parent.ChildNodes)
        {
            var octets = Octets(child);
            if (octets <= left)
            {
                left -= octets;
                continue;
            }

            var rest = Reopen(child, ref left) ? child.NextSibling : child;
            RemoveFrom(parent, rest);
            DropHeadings(parent);
            return true;
        }

        return false;
    }

    // What holds blocks is shortened itself; a long table keeps its first rows.
    private static bool Reopen(INode node, ref int left)
    {
        if (node is not IElement element || !Opened.Contains(element.LocalName))
            return false;
        var inside = left - Octets(element.Clone(deep: false));
        if (inside <= 0)
            return false;
        Shorten(element, ref inside);
        if (string.IsNullOrWhiteSpace(element.TextContent))
            return false;
        left = inside;
        return true;
    }

    private static void RemoveFrom(IElement parent, INode? first)
    {
        while (first is not null)
        {
            var next = first.NextSibling;
            parent.RemoveChild(first);
            first = next;
        }
    }

    // A heading with nothing under it promises what does not come.
    private static void DropHeadings(IElement parent)
    {
        while (parent.LastChild is { } last && (last is IElement { LocalName: ['h', >= '1' and <= '6'] or "hr" } || (last is IText text && string.IsNullOrWhiteSpace(text.Data))))
            parent.RemoveChild(last);
    }

    private static int Octets(INode node) => node is IElement element ? Encoding.UTF8.GetByteCount(element.OuterHtml) : Encoding.UTF8.GetByteCount(node.TextContent) + 8;
}
