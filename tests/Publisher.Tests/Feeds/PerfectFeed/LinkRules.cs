using System.Xml.Linq;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Atom's links, in Atom and in RSS (RFC 4287, section 4.2.7).</summary>
internal static class LinkRules
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private static readonly string[] Relations = ["alternate", "self", "related", "enclosure", "via", "hub", "prev-archive", "next-archive", "current"];

    public static IReadOnlyList<XElement> Of(XElement parent, string relation) => [.. parent.Elements(Atom + "link").Where(link => Relation(link) == relation)];

    /// <summary>One self, the address really served.</summary>
    public static void CheckSelf(XElement parent, string served, string type, Faults faults)
    {
        var self = Of(parent, "self");
        faults.Unless(self.Count == 1, $"there are {self.Count} self links");
        foreach (var link in self)
        {
            faults.Unless((string?)link.Attribute("href") == served, $"the self link is {(string?)link.Attribute("href")}, but the feed is served at {served}");
            faults.Unless((string?)link.Attribute("type") == type, $"the self link is of the type {(string?)link.Attribute("type")}");
        }
    }

    public static void Check(XElement parent, string where, Faults faults)
    {
        foreach (var link in parent.Elements(Atom + "link"))
            CheckOne(link, where, faults);
        faults.UnlessDistinct(parent.Elements(Atom + "link").Select(link => $"{Relation(link)} {(string?)link.Attribute("href")}"), $"{where}: the link");
        faults.UnlessDistinct(Of(parent, "alternate").Select(link => $"{(string?)link.Attribute("type")} {(string?)link.Attribute("hreflang")}"), $"{where}: an alternate link of the type and language");
    }

    private static void CheckOne(XElement link, string where, Faults faults)
    {
        faults.Unless(ValueRules.IsWebAddress((string?)link.Attribute("href")), $"{where}: the link {(string?)link.Attribute("href")} is no absolute address");
        faults.Unless(Relations.Contains(Relation(link)), $"{where}: the relation {Relation(link)} is not known");
        faults.Unless(link.Attribute("type") is not { } type || ValueRules.IsMediaType(type.Value), $"{where}: the link's type {(string?)link.Attribute("type")} is no media type");
        faults.Unless(link.Attribute("hreflang") is not { } language || ValueRules.IsLanguage(language.Value), $"{where}: the link's language {(string?)link.Attribute("hreflang")} is no language");
        faults.Unless(Relation(link) != "enclosure" || (ValueRules.IsLength((string?)link.Attribute("length")) && link.Attribute("type") is not null), $"{where}: an enclosure lacks its length or type");
    }

    private static string Relation(XElement link) => (string?)link.Attribute("rel") ?? "alternate";
}
