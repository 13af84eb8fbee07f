using System.Text;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Goes through the tags of a text: common ones become Markdown, the others what the dialect says, unknown ones nothing.</summary>
internal sealed class TagRewriter(string text, CodeMap code, TagDialect dialect, BodyContext context, Action<int, string> warn)
{
    private readonly TagScanner scanner = new(text, code);
    private readonly HashSet<string> unknown = new(StringComparer.Ordinal);
    private readonly Stack<(StringBuilder Outer, BodyTag Tag, int Mark)> quotes = new();
    private StringBuilder result = new(text.Length);

    public string Rewrite()
    {
        var at = 0;
        while (scanner.Next(at) is { } tag)
        {
            result.Append(dialect.Text(text[at..tag.Start]));
            at = tag.IsOutput ? Output(tag) : Tag(tag);
        }

        result.Append(dialect.Text(text[at..]));
        while (quotes.Count > 0)
            CloseQuote();
        return result.ToString();
    }

    private int Output(BodyTag tag)
    {
        result.Append(dialect.Output(text[tag.Start..tag.End]));
        return tag.End;
    }

    /// <returns>Where to go on.</returns>
    private int Tag(BodyTag tag)
    {
        if (tag.Name is "raw" or "comment" or "highlight" or "codeblock" or "code" && scanner.EndOf(tag.Name, tag.End) is { } end)
        {
            Verbatim(tag, text[tag.End..end.Index], end.Index + end.Length);
            return end.Index + end.Length;
        }

        if (tag.Name is "blockquote" or "quote" or "note" or "alert" or "pullquote")
            OpenQuote(tag);
        else if (tag.Name is "endblockquote" or "endquote" or "endnote" or "endalert" or "endpullquote" && quotes.Count > 0)
            CloseQuote();
        else if (StaticTags.Shown(tag.Name, tag.Arguments, context) is { } shown)
            result.Append(dialect.Literal(shown));
        else if (dialect.Tag(tag, text[tag.Start..tag.End]) is { } other)
            result.Append(other);
        else
            Drop(tag);
        return tag.End;
    }

    private void Verbatim(BodyTag tag, string content, int end)
    {
        if (tag.Name == "comment")
            return;
        if (tag.Name == "raw")
        {
            result.Append(dialect.Literal(content));
            return;
        }

        // The fence begins a line and stays as deep in a list as the tag was.
        var lineStart = tag.Start == 0 ? 0 : text.LastIndexOf('\n', tag.Start - 1) + 1;
        var before = text[lineStart..tag.Start];
        var indent = before.Trim().Length == 0 ? before : "";
        var isLineEnd = end >= text.Length || text[end] is '\n' or '\r';
        result.Append(dialect.Literal((indent == before ? "" : "\n\n") + CodeBlock(tag, content, indent) + (isLineEnd ? "" : "\n")));
    }

    private static string CodeBlock(BodyTag tag, string content, string indent)
    {
        var words = tag.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (tag.Name == "highlight")
            return MarkdownText.Fence(words.FirstOrDefault() ?? "", content, indent);
        var language = words.FirstOrDefault(word => word.StartsWith("lang:", StringComparison.Ordinal))?["lang:".Length..] ?? "";
        var title = string.Join(' ', words.Where(word => !word.Contains(':', StringComparison.Ordinal)));
        return (title.Length > 0 ? $"**{title}**\n\n{indent}" : "") + MarkdownText.Fence(language, content, indent);
    }

    private void OpenQuote(BodyTag tag)
    {
        quotes.Push((result, tag, dialect.Mark()));
        result = new StringBuilder();
    }

    private void CloseQuote()
    {
        var (outer, tag, mark) = quotes.Pop();
        var content = StaticTags.QuoteHead(tag.Name, tag.Arguments) + result.ToString().Trim() + StaticTags.QuoteFoot(tag.Name, tag.Arguments);
        result = outer;
        if (result.Length > 0 && result[^1] != '\n')
            result.Append("\n\n");
        // Each level goes over its lines again, so deep ones are taken as they are.
        result.Append(quotes.Count > 20 ? content + "\n" : dialect.Quote(content, mark));
    }

    private void Drop(BodyTag tag)
    {
        var opener = tag.Name.StartsWith("end", StringComparison.Ordinal) ? tag.Name[3..] : tag.Name;
        if (unknown.Add(opener))
            warn(BodyLines.NumberAt(text, tag.Start), tag.Name.Length == 0 ? "A tag has no name and is left out." : $"The tag '{tag.Name}' is not known here and is left out.");
    }
}
