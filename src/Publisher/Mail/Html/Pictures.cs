using System.Globalization;
using AngleSharp.Dom;

namespace Publisher.Mail.Html;

/// <summary>Pictures as mails can show them: at an address, no wider than the text, with an alternative text. What only counts who looks is left out.</summary>
internal static class Pictures
{
    /// <summary>The width of the text, in pixels.</summary>
    public const int MaxWidth = 528;

    private const int Pixel = 2;

    public static void Bound(IElement body, Uri page, BodyWords words)
    {
        foreach (var picture in body.QuerySelectorAll("img"))
        {
            if (IsPixel(picture))
                Remove(picture);
            else if (Uri.TryCreate(picture.GetAttribute("src"), UriKind.Absolute, out var source) && source.Scheme is "http" or "https" && HostName.Of(source) is not null)
                Show(picture, source, page);
            else
                LinkInstead(picture, page, words);
        }
    }

    /// <summary>Of an unknown width: Outlook goes by the attribute, all others by the style, which keeps small pictures small.</summary>
    public static void AsItIs(IElement picture)
    {
        picture.ClassName = "as-it-is";
        picture.RemoveAttribute("height");
        Set(picture, "width", MaxWidth);
    }

    private static bool IsPixel(IElement picture) => Size(picture, "width") is <= Pixel || Size(picture, "height") is <= Pixel;

    // It may have been all that a link or a paragraph held.
    private static void Remove(IElement picture)
    {
        var around = picture.ParentElement;
        picture.Remove();
        while (around is { LocalName: "a" or "p" or "span", Children.Length: 0 } && string.IsNullOrWhiteSpace(around.TextContent))
        {
            var empty = around;
            around = around.ParentElement;
            empty.Remove();
        }
    }

    private static void Show(IElement picture, Uri source, Uri page)
    {
        picture.SetAttribute("src", Address(source, page));
        picture.SetAttribute("alt", picture.GetAttribute("alt")?.Trim() ?? "");
        if (Size(picture, "width") is null && Films.IsAlone(picture))
            AsItIs(picture);
        var width = Size(picture, "width");
        if (width is null || width > MaxWidth || Size(picture, "height") is null)
            picture.RemoveAttribute("height");
        Set(picture, "width", width is null ? null : Math.Min(width.Value, MaxWidth));
    }

    // As browsers do with pictures in a safe page; a site that is itself without TLS has none to offer.
    private static string Address(Uri source, Uri page)
    {
        var isUpgraded = source is { Scheme: "http", IsDefaultPort: true, HostNameType: UriHostNameType.Dns, IsLoopback: false } && !(page.Scheme == "http" && source.Host == page.Host);
        return Links.Ascii(isUpgraded ? new UriBuilder(source) { Scheme = "https", Port = -1 }.Uri : source);
    }

    // Mail programs drop pictures that stand in the address itself.
    private static void LinkInstead(IElement picture, Uri page, BodyWords words)
    {
        var alt = picture.GetAttribute("alt")?.Trim() ?? "";
        var link = picture.Owner!.CreateElement(picture.Closest("a") is null ? "a" : "span");
        link.SetAttribute("href", page.AbsoluteUri);
        link.TextContent = alt.Length == 0 ? words.Picture : $"{words.Picture}: {alt}";
        picture.Replace(link);
    }

    private static int? Size(IElement picture, string name) =>
        int.TryParse(picture.GetAttribute(name)?.Replace("px", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var size) ? size : null;

    private static void Set(IElement picture, string name, int? value)
    {
        if (value is { } known)
            picture.SetAttribute(name, known.ToString(CultureInfo.InvariantCulture));
        else
            picture.RemoveAttribute(name);
    }
}
