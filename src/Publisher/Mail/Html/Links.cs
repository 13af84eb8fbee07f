using AngleSharp.Dom;

namespace Publisher.Mail.Html;

/// <summary>Links that lead somewhere from a mailbox, in ASCII, with a name; none shows one address and leads to another, as those of thieves do.</summary>
internal static class Links
{
    public static void Settle(IElement body)
    {
        foreach (var permalink in body.QuerySelectorAll("h1 a, h2 a, h3 a, h4 a, h5 a, h6 a").Where(link => link.TextContent.Trim() is "#" or "¶" or "§" or "🔗"))
            permalink.Remove();
        foreach (var link in body.QuerySelectorAll("a"))
        {
            if (Uri.TryCreate(link.GetAttribute("href"), UriKind.Absolute, out var target) && (target.Scheme is "mailto" or "tel" || (target.Scheme is "http" or "https" && HostName.Of(target) is not null)))
                Settle(link, target);
            else
                Elements.Unwrap(link);
        }
    }

    /// <summary>The address as headers and old programs can carry it: the host as punycode, the path percent-encoded.</summary>
    public static string Ascii(Uri url) =>
        url.HostNameType == UriHostNameType.Dns && !url.Host.All(char.IsAscii) ? new UriBuilder(url) { Host = url.IdnHost }.Uri.AbsoluteUri : url.AbsoluteUri;

    /// <summary>The address of a picture that mail programs load; null for any other.</summary>
    public static Uri? Safe(Uri? url) => url?.Scheme is "https" or "http" && HostName.Of(url) is not null ? new(Ascii(url)) : null;

    private static void Settle(IElement link, Uri target)
    {
        var address = Ascii(target);
        link.SetAttribute("href", address);
        var text = link.TextContent.Trim();
        if (Shown(text) is { } shown && !IsSame(shown, target))
            link.TextContent = address;
        else if (text.Length == 0)
            Name(link, target);
    }

    private static void Name(IElement link, Uri target)
    {
        var pictures = link.QuerySelectorAll("img");
        if (pictures.Length == 0)
            link.Remove();
        else if (pictures.All(picture => picture.GetAttribute("alt") is null or ""))
            pictures[0].SetAttribute("alt", target.Host);
    }

    private static Uri? Shown(string text)
    {
        var address = text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? "https://" + text : text;
        return address.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(address.Split(' ', '…')[0], UriKind.Absolute, out var shown) && shown.Scheme is "http" or "https" ? shown : null;
    }

    private static bool IsSame(Uri shown, Uri target) => Bare(shown) is var one && Bare(target) is var other
        && (one == other || one.EndsWith("." + other, StringComparison.Ordinal) || other.EndsWith("." + one, StringComparison.Ordinal));

    private static string Bare(Uri url) => HostName.Of(url) is var host && host?.StartsWith("www.", StringComparison.Ordinal) == true ? host[4..] : host ?? "";
}
