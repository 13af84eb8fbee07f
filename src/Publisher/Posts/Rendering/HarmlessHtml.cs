using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering;

/// <summary>Follows raw HTML in a post for as long as any browser would read it as it is written, and nothing in it can do harm. The rest needs a real parser.</summary>
internal sealed partial class HarmlessHtml
{
    private static readonly HashSet<string> Phrases = ["abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var"];

    // These may stay open over the Markdown that follows.
    private static readonly HashSet<string> Boxes = ["article", "aside", "blockquote", "div", "figure", "section"];

    private static readonly HashSet<string> Texts = ["figcaption", "p"];

    private static readonly HashSet<string> Alone = ["br", "wbr"];

    private readonly Stack<string> open = new();

    public bool IsClosed => open.Count == 0;

    /// <summary>Follows a piece of HTML that stands between blocks.</summary>
    /// <returns>False where it is beyond what is followed here.</returns>
    public bool TakesBlock(string html) => Takes(html, TakesBlockTag) && open.All(Boxes.Contains);

    /// <summary>Follows a tag that stands within a paragraph.</summary>
    /// <returns>False where it is beyond what is followed here.</returns>
    public bool TakesInline(string tag) => Takes(tag, (name, isEnd) => Phrases.Contains(name) && Nests(name, isEnd));

    /// <summary>Says whether this is one whole comment, which no reader is to see.</summary>
    public static bool IsComment(string html) => Comment().IsMatch(html);

    private static bool Takes(string html, Func<string, bool, bool> takesTag)
    {
        var at = 0;
        while (at < html.Length)
        {
            var piece = Piece().Match(html, at);
            if (!piece.Success || piece.Index != at)
                return false;
            at += piece.Length;
            if (piece.Groups["name"] is { Success: true } name && !TakesTag(name.Value, piece.Groups["end"].Success, piece.Groups["attribute"].Captures.Count, takesTag))
                return false;
        }

        return true;
    }

    private static bool TakesTag(string name, bool isEnd, int attributes, Func<string, bool, bool> takesTag) =>
        Alone.Contains(name) ? !isEnd && attributes == 0 : (!isEnd || attributes == 0) && takesTag(name, isEnd);

    private bool TakesBlockTag(string name, bool isEnd)
    {
        // Text alone may stand in a text, and boxes only in boxes: a browser would close the outer one.
        var isWhere = Phrases.Contains(name) || ((Boxes.Contains(name) || Texts.Contains(name)) && (isEnd || open.All(Boxes.Contains)));
        return isWhere && Nests(name, isEnd);
    }

    private bool Nests(string name, bool isEnd)
    {
        if (isEnd)
            return open.TryPop(out var opened) && opened == name;
        open.Push(name);
        return open.Count < 64;
    }

    // Text with plain entities, or one tag; lower case and double quotes only, and no attribute that holds an address or a style.
    [GeneratedRegex("""[^<&\0]+|&[a-zA-Z]{2,8};|<(?<end>/)?(?<name>[a-z]+[0-9]?)(?<attribute>\s(class|id|title|lang|dir)="[^"<>&\0]*")*\s?/?>""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Piece();

    [GeneratedRegex(@"\A\s*<!--(?!-?>)(?:(?!--!?>).)*-->\s*\z", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
