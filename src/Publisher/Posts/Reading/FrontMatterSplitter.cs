using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>What a head is written in.</summary>
internal enum HeadKind
{
    Yaml,
    Toml,
    Json,

    /// <summary>Pelican's <c>Key: value</c> lines up to a blank one.</summary>
    Lines,
}

/// <summary>A file in two: the head as written, and the body.</summary>
/// <param name="Head">Null where the file has no front matter.</param>
/// <param name="HeadLine">The line in the file where the head's text begins.</param>
internal sealed record SplitSource(string? Head, int HeadLine, SourceBody Source, int BodyLine, HeadKind Kind = HeadKind.Yaml)
{
    public SplitSource(string? head, int headLine, string body, int bodyLine, HeadKind kind = HeadKind.Yaml)
        : this(head, headLine, new SourceBody(body), bodyLine, kind)
    {
    }

    public string Body => Source.Text;

    /// <summary>Whether the head's end is marked.</summary>
    public bool IsClosed { get; init; } = true;
}

/// <summary>Stage "split": finds the front matter, in each of the seven forms that blogs have: between <c>---</c>, <c>+++</c> or <c>---json</c>, a JSON object, Pelican's lines, Hexo's head without its first fence, and none.</summary>
internal static partial class FrontMatterSplitter
{
    /// <exception cref="PostException">The head is opened and never closed, or the file ends within it.</exception>
    public static SplitSource Split(string text)
    {
        var start = SkipBlankLines(text, out var line);
        var opening = LineAt(text, start).TrimEnd();
        return opening switch
        {
            "---" => Fenced(text, start, line, HeadKind.Yaml, "---"),
            "---json" => Fenced(text, start, line, HeadKind.Json, "---"),
            "+++" => Fenced(text, start, line, HeadKind.Toml, "+++"),
            ['{', ..] => JsonHead.LengthIn(text[start..]) is > 0 and var length ? Cut(text, start, start + length, line, HeadKind.Json) : NoJson(text, start, line),
            _ => Unfenced(text, start, line),
        };
    }

    private static SplitSource None(string text) => new(null, 0, text, 1);

    private static SplitSource Fenced(string text, int start, int line, HeadKind kind, string fence)
    {
        var headStart = NextLine(text, start);
        var headLine = line + 1;
        line = headLine;
        for (var at = headStart; at < text.Length; at = NextLine(text, at), line++)
        {
            var closing = LineAt(text, at).TrimEnd();
            if (closing.SequenceEqual(fence) || (kind == HeadKind.Yaml && closing is "..."))
                return new(text[headStart..at], headLine, text[NextLine(text, at)..], line + 1, kind);
        }

        return (kind == HeadKind.Yaml ? Unclosed(text, headStart, headLine) : null)
            ?? throw new PostException(headLine - 1, $"the front matter that begins here is never closed; end it with a line {fence}");
    }

    // The head goes as far as its lines do. Where nothing follows, the file may have been cut, and a draft flag with it.
    private static SplitSource? Unclosed(string text, int headStart, int headLine)
    {
        var (at, lines, fields) = (headStart, 0, 0);
        for (; at < text.Length && LineAt(text, at).ToString() is var line && LenientHead.IsHeadLine(line); at = NextLine(text, at), lines++)
            fields += LenientHead.IsField(line) ? 1 : 0;
        var body = text[at..];
        if (!body.AsSpan().TrimEnd().TrimStart('\n').Contains('\n') && (fields > 0 || !body.StartsWith('\n')))
            return null;
        return fields == 0 ? None(text) : new(text[headStart..at], headLine, body, headLine + lines) { IsClosed = false };
    }

    // What begins like an object and never ends may be a head that was cut, and a draft flag with it.
    private static SplitSource NoJson(string text, int start, int line) => JsonStart().IsMatch(text, start)
        ? throw new PostException(line, "the file begins with what looks like front matter in JSON, which cannot be read; mend it, or begin the text otherwise")
        : None(text);

    [GeneratedRegex("""\G\{\s*("([^"\n]*"\s*:|[\w-]*\z)|\z)""", RegexOptions.ExplicitCapture)]
    private static partial Regex JsonStart();

    private static SplitSource Unfenced(string text, int start, int line)
    {
        var pelican = PelicanHead().Match(text, start);
        if (HexoHead().Match(text, start) is { Success: true } hexo && IsHexo(text[(start + pelican.Length)..hexo.Groups["fence"].Index]))
            return new(text[start..hexo.Groups["fence"].Index], line, text[(start + hexo.Length)..], line + text.AsSpan(start, hexo.Length).Count('\n'));
        return pelican.Success && !(start + pelican.Length == text.Length && CutHead().IsMatch(pelican.Value.TrimEnd()))
            ? Cut(text, start, start + pelican.Length, line, HeadKind.Lines)
            : NoHead(text, start, line);
    }

    // A blank line ends Pelican's head, but not one with a fence further down, and a draft flag before that. "Note: this" over a line of hyphens is a heading.
    private static bool IsHexo(string beforeFence) => string.IsNullOrWhiteSpace(beforeFence) || KnownKey().IsMatch(beforeFence);

    [GeneratedRegex(@"^(title|date|tags|categories|category|layout|draft|published|status|author|permalink|slug|lang)[ \t]*:", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex KnownKey();

    // Lines of a head and nothing else: the file may have been cut before the fence.
    private static SplitSource NoHead(string text, int start, int line) => CutHead().IsMatch(text.AsSpan(start))
        ? throw new PostException(line, "the file ends within what looks like its front matter; end that with a line ---, and write the text below it")
        : None(text);

    [GeneratedRegex(@"\A(title|date|tags|categories|layout|draft|author)[ \t]*:[^\n]*(\n(([\w-]+[ \t]*:|[ \t]+|-[ \t])[^\n]*)?)*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CutHead();

    // The head ends in the middle of nothing: what follows, a line end first, is body.
    private static SplitSource Cut(string text, int start, int end, int line, HeadKind kind)
    {
        var body = end < text.Length && text[end] == '\n' ? end + 1 : end;
        return new(text[start..end], line, text[body..], line + text.AsSpan(start, body - start).Count('\n'), kind);
    }

    // Only where the first key is one that Pelican knows: any letter may begin with "Note: ...".
    [GeneratedRegex(@"\G(Title|Date|Category|Tags|Slug|Author|Authors|Summary|Status|Modified|Lang|Template)[ \t]*:[^\n]*\n(([A-Za-z_-]+[ \t]*:|[ \t]+\S)[^\n]*(\n|\z))*(?=[ \t]*(\n|\z))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PelicanHead();

    // Only where every line up to the fence could stand in a head. Each line can be read in one way alone: lines of blanks that could be read in two took twice as long with each.
    [GeneratedRegex(@"\G[\w-]+[ \t]*:([ \t][^\n]*)?\n(?>([\w-]+[ \t]*:|[ \t]|-[ \t])[^\n]*\n|\n){0,100}?(?<fence>---)[ \t]*(\n|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex HexoHead();

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
