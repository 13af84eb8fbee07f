using AngleSharp.Dom;

namespace Publisher.Mail.Html;

/// <summary>Which attributes stay. Classes and ids go: those of a post would meet those of the template, and lead nowhere in a mail program.</summary>
internal static class Attributes
{
    private static readonly string[] Everywhere = ["style", "lang", "dir"];

    private static readonly Dictionary<string, string[]> OfElements = new()
    {
        ["a"] = ["href", "title"],
        ["abbr"] = ["title"],
        ["img"] = ["src", "alt", "title", "width", "height"],
        ["ol"] = ["start", "type", "reversed"],
        ["li"] = ["value"],
        ["td"] = ["align", "colspan", "rowspan"],
        ["th"] = ["align", "colspan", "rowspan", "scope"],
    };

    public static void Keep(IElement body)
    {
        foreach (var element in body.QuerySelectorAll("*"))
        {
            var own = OfElements.GetValueOrDefault(element.LocalName) ?? [];
            foreach (var attribute in element.Attributes.ToList())
            {
                if (!Everywhere.Contains(attribute.Name) && !own.Contains(attribute.Name))
                    element.RemoveAttribute(attribute.Name);
            }
        }
    }
}
