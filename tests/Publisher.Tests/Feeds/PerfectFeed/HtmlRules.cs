using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>What HTML in a feed may hold: nothing that a reader must cut, and no address that means nothing there.</summary>
internal static class HtmlRules
{
    private const string Forbidden = "script, style, form, input, button, select, textarea, object, embed, applet, iframe, frame, frameset, meta, link, base, noscript, template, html > head > title";

    private static readonly string[] Addresses = ["href", "src", "poster", "cite", "data", "background", "longdesc", "action", "formaction", "xlink:href"];

    private static readonly string[] Schemes = ["http://", "https://", "mailto:", "tel:"];

    public static void Check(string html, string where, Faults faults)
    {
        using var document = new HtmlParser().ParseDocument($"<!DOCTYPE html><html><head></head><body>{html}</body></html>");
        foreach (var element in document.QuerySelectorAll(Forbidden))
            faults.Add($"{where} holds <{element.LocalName}>");
        foreach (var element in document.Body!.QuerySelectorAll("*"))
            Check(element, where, faults);
    }

    /// <summary>Every address in it, with the name of its attribute.</summary>
    public static IEnumerable<(string Name, string Address)> AddressesIn(IElement element) =>
        Addresses.Select(name => (name, Address: element.GetAttribute(name))).Where(found => found.Address is not null).Select(found => (found.name, found.Address!))
            .Concat((element.GetAttribute("srcset") ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(candidate => ("srcset", candidate.Trim().Split(' ')[0])));

    private static void Check(IElement element, string where, Faults faults)
    {
        foreach (var attribute in element.Attributes)
            faults.Unless(!attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) && attribute.Name != "style", $"{where} has the attribute {attribute.Name} on <{element.LocalName}>");
        foreach (var (name, address) in AddressesIn(element))
        {
            var isPicture = element.LocalName == "img" && address.StartsWith("data:image/", StringComparison.Ordinal) && !address.Contains("svg", StringComparison.Ordinal);
            var isWhole = Schemes.Any(scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
            faults.Unless(isPicture || isWhole, $"{where} has {name}=\"{address}\" on <{element.LocalName}>, which is no absolute address");
        }
    }
}
