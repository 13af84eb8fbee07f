using System.Collections.Frozen;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Publisher.Posts.Reading;

namespace Publisher.Posts.Rendering;

/// <summary>The short way for posts of plain Markdown and harmless HTML. What the library writes for them is safe by itself once the addresses are, so the pass over the DOM, which costs several times as much, has nothing to do.</summary>
internal sealed class PureMarkdown
{
    private static readonly FrozenSet<Type> Plain = new HashSet<Type>
    {
        typeof(MarkdownDocument), typeof(ParagraphBlock), typeof(HeadingBlock), typeof(ListBlock), typeof(ListItemBlock), typeof(QuoteBlock),
        typeof(CodeBlock), typeof(FencedCodeBlock), typeof(ThematicBreakBlock), typeof(BlankLineBlock),
        typeof(LinkReferenceDefinitionGroup), typeof(LinkReferenceDefinition), typeof(HeadingLinkReferenceDefinition),
        typeof(TableRow), typeof(TableCell), typeof(DefinitionList), typeof(DefinitionItem), typeof(DefinitionTerm),
        typeof(ContainerInline), typeof(LiteralInline), typeof(EmphasisInline), typeof(CodeInline), typeof(LineBreakInline), typeof(HtmlEntityInline),
    }.ToFrozenSet();

    // Made only when the whole document is known to be plain.
    private readonly List<Action> changes = [];
    private readonly PostLinks links;

    private PureMarkdown(PostLinks links) => this.links = links;

    /// <summary>Makes the addresses of a document absolute, and the rest of it as feeds and mails want it, if it is plain.</summary>
    /// <param name="title">A first heading of this text is left out; null where it stays whatever it says.</param>
    /// <returns>False where the document needs the long way; it is then as it was.</returns>
    public static bool Prepare(MarkdownDocument document, PostLinks links, string? title)
    {
        var pure = new PureMarkdown(links);
        if (!pure.TakesTitle(document, title) || !pure.TakesTree(document))
            return false;
        pure.changes.ForEach(change => change());
        return true;
    }

    // Every node of every post comes by here. The library goes no deeper than 128 levels, and no call is spent on a list of all nodes.
    private bool TakesTree(ContainerBlock blocks)
    {
        if (!TakesBlocks(blocks))
            return false;
        foreach (var block in blocks)
        {
            if (!Takes(block) || !(block is ContainerBlock inner ? TakesTree(inner) : block is not LeafBlock { Inline: { } inlines } || TakesTree(inlines)))
                return false;
        }

        return true;
    }

    private bool TakesTree(ContainerInline inlines)
    {
        if (!TakesInlines(inlines))
            return false;
        foreach (var inline in inlines)
        {
            if (!Takes(inline) || (inline is ContainerInline inner && !TakesTree(inner)))
                return false;
        }

        return true;
    }

    private bool Takes(MarkdownObject node) => node.GetType() == typeof(LiteralInline) || Plain.Contains(node.GetType()) || node switch
    {
        LinkInline link => TakesLink(link),
        AutolinkInline automatic => automatic.IsEmail || IsSafe(automatic.Url, isImage: false),
        Table table => TakesTable(table),
        TaskList task => TakesTask(task),
        // Followed along the row of siblings that they stand in: what opens in one may close in a later one.
        HtmlBlock or HtmlInline => true,
        _ => false,
    };

    private bool TakesBlocks(ContainerBlock blocks)
    {
        HarmlessHtml? html = null;
        foreach (var block in blocks)
        {
            if (block is not HtmlBlock raw)
                continue;
            var text = raw.Lines.ToString();
            if (HarmlessHtml.IsComment(text))
                changes.Add(() => blocks.Remove(raw));
            else if (!(html ??= new()).TakesBlock(text))
                return false;
        }

        return html?.IsClosed != false;
    }

    private bool TakesInlines(ContainerInline inlines)
    {
        HarmlessHtml? html = null;
        foreach (var inline in inlines)
        {
            if (inline is not HtmlInline raw)
                continue;
            if (HarmlessHtml.IsComment(raw.Tag))
                changes.Add(raw.Remove);
            else if (!(html ??= new()).TakesInline(raw.Tag))
                return false;
        }

        return html?.IsClosed != false;
    }

    private bool TakesTitle(MarkdownDocument document, string? title)
    {
        if (title is null || document.OfType<HeadingBlock>().FirstOrDefault(heading => heading.Level == 1) is not { } heading)
            return true;
        if (heading.Inline?.All(inline => inline is LiteralInline) != true)
            return false;
        if (CleanText.Line(string.Concat(heading.Inline.Cast<LiteralInline>().Select(literal => literal.Content.ToString()))) == title)
            changes.Add(() => document.Remove(heading));
        return true;
    }

    private bool TakesLink(LinkInline link)
    {
        var address = links.Absolute(link.GetDynamicUrl?.Invoke() ?? link.Url ?? "");
        changes.Add(() => (link.GetDynamicUrl, link.Url) = (null, address));
        return IsSafe(address, link.IsImage);
    }

    // Readers drop styles, and the library writes the alignment of a column as one.
    private bool TakesTable(Table table)
    {
        var sides = table.ColumnDefinitions.Select(column => column.Alignment).ToList();
        changes.Add(() => table.ColumnDefinitions.ForEach(column => column.Alignment = null));
        foreach (var row in table.OfType<TableRow>())
        {
            for (var column = 0; column < row.Count; column++)
            {
                var cell = (TableCell)row[column];
                if (cell.ColumnSpan != 1 || cell.RowSpan != 1 || cell.ColumnIndex > 0)
                    return false;
                // Cells beyond the last column are aligned as it is.
                if (sides.Count > 0 && sides[Math.Min(column, sides.Count - 1)] is { } side)
                    changes.Add(() => cell.GetAttributes().AddProperty("align", side.ToString().ToLowerInvariant()));
            }
        }

        return table.ColumnDefinitions.TrueForAll(column => column.Width is 0 or 1);
    }

    private bool TakesTask(TaskList task)
    {
        changes.Add(() => task.ReplaceBy(new LiteralInline(task.Checked ? "☑" : "☐")));
        return true;
    }

    private static bool IsSafe(string address, bool isImage)
    {
        return Begins("https://") || Begins("http://") || (!isImage && (Begins("mailto:") || Begins("tel:")));

        bool Begins(string scheme) => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);
    }
}
