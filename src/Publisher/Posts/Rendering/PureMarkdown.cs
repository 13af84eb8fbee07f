using Markdig.Extensions.AutoIdentifiers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Publisher.Posts.Rendering;

/// <summary>The short way for posts that hold Markdown alone. What the library writes for these few elements is safe by itself once the addresses are, so the pass over the DOM, which costs several times as much, has nothing to do.</summary>
internal static class PureMarkdown
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(MarkdownDocument), typeof(ParagraphBlock), typeof(HeadingBlock), typeof(ListBlock), typeof(ListItemBlock), typeof(QuoteBlock),
        typeof(CodeBlock), typeof(FencedCodeBlock), typeof(ThematicBreakBlock), typeof(BlankLineBlock),
        typeof(LinkReferenceDefinitionGroup), typeof(LinkReferenceDefinition), typeof(HeadingLinkReferenceDefinition),
        typeof(ContainerInline), typeof(LiteralInline), typeof(EmphasisInline), typeof(CodeInline), typeof(LineBreakInline), typeof(HtmlEntityInline),
        typeof(LinkInline), typeof(AutolinkInline),
    ];

    /// <summary>Makes the addresses of a document absolute, if it is plain.</summary>
    /// <param name="title">Null where a first heading stays whatever it says.</param>
    /// <returns>False where the document needs the long way; it is then as it was.</returns>
    public static bool Prepare(MarkdownDocument document, PostLinks links, string? title)
    {
        var addresses = new List<(LinkInline Link, string Address)>();
        foreach (var node in document.Descendants())
        {
            if (!Plain.Contains(node.GetType()) || (title is not null && node is HeadingBlock { Level: 1 }))
                return false;
            if (node is AutolinkInline { IsEmail: false } automatic && !IsSafe(automatic.Url, isImage: false))
                return false;
            if (node is not LinkInline link)
                continue;
            var address = links.Absolute(link.GetDynamicUrl?.Invoke() ?? link.Url ?? "");
            if (!IsSafe(address, link.IsImage))
                return false;
            addresses.Add((link, address));
        }

        foreach (var (link, address) in addresses)
        {
            link.GetDynamicUrl = null;
            link.Url = address;
        }

        return true;
    }

    private static bool IsSafe(string address, bool isImage)
    {
        return Begins("https://") || Begins("http://") || (!isImage && (Begins("mailto:") || Begins("tel:")));

        bool Begins(string scheme) => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);
    }
}
