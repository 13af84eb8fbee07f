using System.Globalization;
using Markdig;
using Markdig.Helpers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Publisher.Posts.Rendering;

/// <summary>Ids of headings as GitHub makes them, equal ones numbered. The library's own extension counts from one again for each: thousands of equal headings take it seconds.</summary>
internal sealed class HeadingIds : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.DocumentProcessed += Number;

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    private static void Number(MarkdownDocument document)
    {
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            if (heading.Inline is not null && heading.GetAttributes() is { Id: null } attributes)
                attributes.Id = Free(LinkHelper.UrilizeAsGfm(Text(heading)) is { Length: > 0 } id ? id : "section", next);
        }
    }

    // What was given out has an entry, numbered or not.
    private static string Free(string id, Dictionary<string, int> next)
    {
        if (next.TryAdd(id, 1))
            return id;
        for (var number = next[id]; ; number++)
        {
            var numbered = string.Create(CultureInfo.InvariantCulture, $"{id}-{number}");
            if (!next.TryAdd(numbered, 1))
                continue;
            next[id] = number + 1;
            return numbered;
        }
    }

    private static string Text(HeadingBlock heading)
    {
        if (heading.Inline is { FirstChild: LiteralInline { NextSibling: null } words })
            return words.Content.ToString();
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new HtmlRenderer(text) { EnableHtmlForInline = false, EnableHtmlEscape = false }.Render(heading.Inline!);
        return text.ToString();
    }
}
