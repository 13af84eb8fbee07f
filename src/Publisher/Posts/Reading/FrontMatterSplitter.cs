namespace Publisher.Posts.Reading;

/// <summary>A file in two: the head as written, and the body.</summary>
/// <param name="Head">Null where the file has no front matter.</param>
/// <param name="HeadLine">The line in the file where the head's text begins.</param>
internal sealed record SplitSource(string? Head, int HeadLine, string Body, int BodyLine);

/// <summary>Stage "split": finds the front matter between its fences.</summary>
internal static class FrontMatterSplitter
{
    /// <exception cref="PostException">The head is opened and never closed.</exception>
    public static SplitSource Split(string text)
    {
        var start = SkipBlankLines(text, out var line);
        if (!IsFence(LineAt(text, start), closing: false))
            return new(null, 0, text, 1);

        var headStart = NextLine(text, start);
        var headLine = line + 1;
        line = headLine;
        for (var at = headStart; at < text.Length; at = NextLine(text, at), line++)
        {
            if (IsFence(LineAt(text, at), closing: true))
                return new(text[headStart..at], headLine, text[NextLine(text, at)..], line + 1);
        }

        throw new PostException(headLine - 1, "the front matter that begins here is never closed; end it with a line of three hyphens (---)");
    }

    private static int SkipBlankLines(string text, out int line)
    {
        line = 1;
        var at = 0;
        while (at < text.Length && LineAt(text, at).IsWhiteSpace())
        {
            at = NextLine(text, at);
            line++;
        }

        return at;
    }

    private static bool IsFence(ReadOnlySpan<char> line, bool closing)
    {
        var trimmed = line.TrimEnd();
        return trimmed is "---" || (closing && trimmed is "...");
    }

    private static ReadOnlySpan<char> LineAt(string text, int start)
    {
        var rest = text.AsSpan(start);
        var end = rest.IndexOf('\n');
        return end < 0 ? rest : rest[..end];
    }

    private static int NextLine(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return end < 0 ? text.Length : end + 1;
    }
}
