using AngleSharp.Dom;

namespace Publisher;

/// <summary>Keeps HTML shallow, for posts and for mails: what walks a tree calls itself for each level, and too many of them would end the process.</summary>
internal static class HtmlDepth
{
    /// <summary>What lies deeper becomes its text.</summary>
    public static void Bound(IElement body, int most)
    {
        var open = new Stack<(IElement Element, int Depth)>([(body, 0)]);
        while (open.TryPop(out var at))
        {
            if (at.Depth == most)
                at.Element.TextContent = at.Element.TextContent;
            else
                foreach (var child in at.Element.Children)
                    open.Push((child, at.Depth + 1));
        }
    }
}
