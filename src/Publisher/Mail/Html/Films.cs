using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Publisher.Mail.Html;

/// <summary>Films and sound, which no mail plays: a link that says what it is, with a picture where its address tells one. Nothing is fetched.</summary>
internal static partial class Films
{
    public static void Show(IElement body, BodyWords words)
    {
        foreach (var link in body.QuerySelectorAll("a[href]"))
        {
            var address = link.GetAttribute("href")!;
            if (Kind(address, words) is { } word && IsAlone(link) && IsFrame(link, address))
                Show(link, address, word);
        }
    }

    private static string? Kind(string address, BodyWords words) =>
        YouTube().IsMatch(address) || Vimeo().IsMatch(address) || Film().IsMatch(address) ? words.Watch : Sound().IsMatch(address) ? words.Listen : null;

    /// <summary>Whether nothing stands beside a link, or any other element in a line.</summary>
    public static bool IsAlone(INode node)
    {
        if (node.Parent is IElement { LocalName: "a" or "em" or "strong" or "span" } around && around.ChildNodes.Length == 1)
            return IsAlone(around);
        return IsEdge(node, static at => at.PreviousSibling) && IsEdge(node, static at => at.NextSibling);
    }

    private static bool IsEdge(INode node, Func<INode, INode?> next)
    {
        var at = next(node);
        while (at is IText text && string.IsNullOrWhiteSpace(text.Data))
            at = next(at);
        return at is null || Elements.IsBlock(at);
    }

    // What an author wrote as a link with words of their own stays one.
    private static bool IsFrame(IElement link, string address)
    {
        var text = link.TextContent.Trim();
        return text.Length == 0 || text == address || Uri.TryCreate(text, UriKind.Absolute, out _) || Embedded().IsMatch(address) || Film().IsMatch(address) || Sound().IsMatch(address);
    }

    private static void Show(IElement link, string address, string word)
    {
        var document = link.Owner!;
        var title = Title(link, address);
        var picture = link.QuerySelector("img") ?? Picture(document, address);
        link.TextContent = "";
        if (picture is not null)
        {
            picture.SetAttribute("alt", title);
            if (!picture.HasAttribute("width"))
                Pictures.AsItIs(picture);
            link.Append(picture, document.CreateElement("br"));
        }

        link.Append(document.CreateTextNode(title.Length == 0 || picture is not null ? $"▶ {word}" : $"▶ {word}: {title}"));
        link.SetAttribute("href", Watched(address));
        if (link.ParentElement is { LocalName: "body" or "div" })
            Wrap(link, "p");
    }

    private static void Wrap(IElement element, string name)
    {
        var around = element.Owner!.CreateElement(name);
        element.Replace(around);
        around.Append(element);
    }

    private static string Title(IElement link, string address)
    {
        var text = link.TextContent.Trim();
        return text == address || Uri.TryCreate(text, UriKind.Absolute, out _) ? "" : text;
    }

    private static IElement? Picture(IDocument document, string address)
    {
        if (YouTube().Match(address) is not { Success: true, Groups: var groups })
            return null;
        var picture = document.CreateElement("img");
        picture.SetAttribute("src", $"https://i.ytimg.com/vi/{groups["id"].Value}/hqdefault.jpg");
        picture.SetAttribute("width", "480");
        picture.SetAttribute("height", "360");
        return picture;
    }

    // A player's own address shows nothing but the player.
    private static string Watched(string address) =>
        YouTube().Match(address) is { Success: true } film ? $"https://www.youtube.com/watch?v={film.Groups["id"].Value}"
        : Vimeo().Match(address) is { Success: true } other ? $"https://vimeo.com/{other.Groups["id"].Value}"
        : address;

    [GeneratedRegex(@"\Ahttps?://((www\.|m\.)?youtube(-nocookie)?\.com/(embed/|shorts/|watch\?(\S*&)?v=)|youtu\.be/)(?<id>[A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])", RegexOptions.ExplicitCapture)]
    private static partial Regex YouTube();

    [GeneratedRegex(@"\Ahttps?://(player\.vimeo\.com/video|(www\.)?vimeo\.com)/(?<id>[0-9]{1,12})(?![0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex Vimeo();

    [GeneratedRegex(@"\Ahttps?://((www\.)?youtube(-nocookie)?\.com/embed/|player\.vimeo\.com/video/)")]
    private static partial Regex Embedded();

    [GeneratedRegex(@"\Ahttps?://[^?#]+\.(mp4|m4v|webm|mov|ogv)(\?|#|\z)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Film();

    [GeneratedRegex(@"\Ahttps?://[^?#]+\.(mp3|m4a|ogg|oga|opus|wav|flac)(\?|#|\z)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Sound();
}
