using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;
using Publisher.Posts.Reading;

namespace Publisher.Posts.Rendering;

/// <summary>Stage "clean": one pass over the DOM that makes HTML safe and every address absolute. Not shared between threads.</summary>
internal sealed partial class HtmlCleaner
{
    private const int MaxDepth = 256;

    // Of any other element that may not stay, what stands in it does.
    private const string Wordless = "script, style, template, noscript, svg, math, textarea, select, button, title";

    private static readonly string[] AddressAttributes = ["href", "src", "poster", "cite", "data", "background", "longdesc"];

    private readonly HtmlParser parser = new();
    private readonly HtmlSanitizer sanitizer = Sanitizer();

    /// <param name="links">Says what an address in this post means.</param>
    /// <param name="title">A first heading of this text is left out: pages and feeds print the title themselves.</param>
    public IHtmlElement Clean(string html, PostLinks links, string? title)
    {
        var document = parser.ParseDocument($"<!DOCTYPE html><html><body>{html}</body></html>");
        var body = document.Body!;
        HtmlDepth.Bound(body, MaxDepth);
        DropTitle(body, title);
        foreach (var wordless in body.QuerySelectorAll(Wordless))
            wordless.Remove();
        foreach (var frame in body.QuerySelectorAll("iframe, embed, object, video, audio"))
            LinkInstead(document, frame, links);
        foreach (var image in body.QuerySelectorAll("img"))
            LoadAtOnce(image);
        foreach (var cell in body.QuerySelectorAll("th[style], td[style]"))
            KeepAlignment(cell);
        foreach (var box in body.QuerySelectorAll("li > input[type=checkbox], li > p > input[type=checkbox]"))
            box.Replace(document.CreateTextNode(box.HasAttribute("checked") ? "☑" : "☐"));
        foreach (var element in body.QuerySelectorAll("*"))
            MakeAbsolute(element, links);
        sanitizer.SanitizeDom((IHtmlDocument)document, body);
        return body;
    }

    /// <summary>The HTML within an element, without the characters that XML forbids: an entity such as <c>&amp;#1;</c> can bring them in.</summary>
    public static string Html(IElement element) => CleanText.Of(element.InnerHtml).Trim();

    private static HtmlSanitizer Sanitizer()
    {
        var sanitizer = new HtmlSanitizer { AllowDataAttributes = false, KeepChildNodes = true };
        foreach (var tag in new[] { "form", "input", "button", "select", "option", "textarea", "label", "fieldset", "legend", "optgroup", "keygen", "menu", "menuitem", "style" })
            sanitizer.AllowedTags.Remove(tag);
        foreach (var scheme in new[] { "mailto", "tel" })
            sanitizer.AllowedSchemes.Add(scheme);
        foreach (var attribute in new[] { "action", "formaction", "method", "target", "contenteditable", "draggable", "dropzone", "accesskey", "tabindex" })
            sanitizer.AllowedAttributes.Remove(attribute);
        foreach (var attribute in new[] { "id", "class", "lang", "dir", "srcset", "sizes", "role", "aria-label", "aria-hidden" })
            sanitizer.AllowedAttributes.Add(attribute);
        sanitizer.FilterUrl += static (_, url) => url.SanitizedUrl ??= url.Tag.LocalName == "img" && Picture().IsMatch(url.OriginalUrl) ? url.OriginalUrl : null;
        return sanitizer;
    }

    // What stands in the address itself; a drawing (SVG) could hold scripts.
    [GeneratedRegex(@"\Adata:image/(png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]+\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Picture();

    private static void DropTitle(IElement body, string? title)
    {
        var heading = title is null ? null : body.Children.FirstOrDefault(child => child.LocalName == "h1");
        if (heading is not null && CleanText.Line(heading.TextContent) == title)
            heading.Remove();
    }

    private static void LinkInstead(IDocument document, IElement frame, PostLinks links)
    {
        var address = frame.GetAttribute("src") ?? frame.GetAttribute("data") ?? frame.QuerySelector("source[src]")?.GetAttribute("src");
        if (string.IsNullOrWhiteSpace(address))
        {
            frame.Remove();
            return;
        }

        var link = document.CreateElement("a");
        link.SetAttribute("href", address);
        link.TextContent = frame.GetAttribute("title") is { Length: > 0 } title ? title : links.Absolute(address);
        if (frame.GetAttribute("poster") is { Length: > 0 } poster)
            link.Prepend(Poster(document, poster), document.CreateElement("br"));
        frame.Replace(link);
    }

    private static IElement Poster(IDocument document, string address)
    {
        var poster = document.CreateElement("img");
        poster.SetAttribute("src", address);
        return poster;
    }

    // Pages without scripts never load an image whose address waits in a data attribute.
    private static void LoadAtOnce(IElement image)
    {
        if (image.GetAttribute("data-src") is { Length: > 0 } address)
            image.SetAttribute("src", address);
        if (image.GetAttribute("data-srcset") is { Length: > 0 } set)
            image.SetAttribute("srcset", set);
        if (!image.HasAttribute("alt"))
            image.SetAttribute("alt", "");
    }

    // Styles do not pass, and Markdown's alignment of a column is written as one.
    private static void KeepAlignment(IElement cell)
    {
        if (Alignment().Match(cell.GetAttribute("style")!) is { Success: true, Groups: var groups })
            cell.SetAttribute("align", groups["side"].Value);
    }

    [GeneratedRegex(@"\A\s*text-align:\s*(?<side>left|center|right);?\s*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Alignment();

    private static void MakeAbsolute(IElement element, PostLinks links)
    {
        foreach (var name in AddressAttributes)
        {
            if (element.GetAttribute(name) is { } address)
                element.SetAttribute(name, address.Length == 0 && name == "href" ? links.PostUrl.AbsoluteUri : links.Absolute(address));
        }

        if (element.GetAttribute("srcset") is { } set)
            element.SetAttribute("srcset", links.AbsoluteSet(set));
    }
}
