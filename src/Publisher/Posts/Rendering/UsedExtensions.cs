using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Publisher.Posts.Rendering;

/// <summary>Finds the extensions that have something to do in a text, by their marks; what may be one counts as one. An extension whose mark does not occur looks at every other letter in vain, and most posts use none.</summary>
internal static class UsedExtensions
{
    // One after the other: compiled ahead, a search for several at once takes longer.
    private static readonly string[] Addresses = ["://", "www.", "mailto:", "tel:"];

    public static MarkdownExtensions In(ReadOnlySpan<char> markdown) =>
        // Of these any letter may be a mark.
        MarkdownExtensions.SmartPunctuation | MarkdownExtensions.Emoji
        | (markdown.Contains('$') ? MarkdownExtensions.Math : 0)
        | (HoldsBareLink(markdown) ? MarkdownExtensions.BareLinks : 0)
        | (markdown.Contains('|') ? MarkdownExtensions.Tables : 0)
        | (markdown.Contains("[^", StringComparison.Ordinal) ? MarkdownExtensions.Footnotes : 0)
        | (Defines(markdown) ? MarkdownExtensions.Definitions : 0)
        | (markdown.Contains("[ ]", StringComparison.Ordinal) || markdown.Contains("[x]", StringComparison.Ordinal) || markdown.Contains("[X]", StringComparison.Ordinal) ? MarkdownExtensions.Tasks : 0)
        | (markdown.Contains('~') ? MarkdownExtensions.Strikethrough : 0);

    /// <summary>Whether an address was left as text: what looked like the address of a link was none.</summary>
    public static bool AreMissed(ContainerBlock blocks)
    {
        foreach (var block in blocks)
        {
            if (block is ContainerBlock inner ? AreMissed(inner) : block is LeafBlock { Inline: { } inlines } && AreMissed(inlines))
                return true;
        }

        return false;
    }

    // The library goes no deeper than 128 levels, and its own walk over all nodes takes five times as long.
    private static bool AreMissed(ContainerInline inlines)
    {
        for (var inline = inlines.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            if (inline is LiteralInline text ? HoldsAddress(text.Content.AsSpan()) : inline is ContainerInline inner && AreMissed(inner))
                return true;
        }

        return false;
    }

    private static bool HoldsAddress(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(':', '.'))
            return false;
        foreach (var address in Addresses)
        {
            if (text.Contains(address, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool HoldsBareLink(ReadOnlySpan<char> markdown)
    {
        foreach (var address in Addresses)
        {
            for (int from = 0, next; (next = markdown[from..].IndexOf(address, StringComparison.Ordinal)) >= 0; from += next + 1)
            {
                if (!IsOfLink(markdown, from + next))
                    return true;
            }
        }

        return false;
    }

    // One that stands for itself begins at a word. The address of a link does too, in parentheses behind a bracket.
    private static bool IsOfLink(ReadOnlySpan<char> markdown, int at)
    {
        while (at > 0 && char.IsAsciiLetter(markdown[at - 1]))
            at--;
        return at > 0 && (markdown[at - 1] is '<' or '"' or '\'' || (at > 1 && markdown[at - 1] == '(' && markdown[at - 2] == ']'));
    }

    // A colon or a tilde with blanks around it.
    private static bool Defines(ReadOnlySpan<char> markdown)
    {
        var from = 0;
        for (int next; (next = markdown[from..].IndexOfAny(':', '~')) >= 0; from += next + 1)
        {
            var at = from + next;
            if ((at == 0 || markdown[at - 1] is ' ' or '\t' or '\n' or '>') && (at + 1 == markdown.Length || markdown[at + 1] is ' ' or '\t' or '\n'))
                return true;
        }

        return false;
    }
}
