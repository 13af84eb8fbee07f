using System.Xml.Linq;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Which elements may stand where, and how often.</summary>
internal static class NameRules
{
    private static readonly string[] Namespaces =
    [
        LinkRules.Atom.NamespaceName,
        "http://purl.org/rss/1.0/modules/content/",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/syndication/history/1.0",
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "http://search.yahoo.com/mrss/",
        "http://purl.org/rss/1.0/modules/syndication/",
        "http://purl.org/atompub/tombstones/1.0",
    ];

    /// <summary>Every namespace is one that readers know, and is declared before the entries.</summary>
    public static void CheckNamespaces(XElement root, string entry, Faults faults)
    {
        foreach (var name in root.Descendants().Select(element => element.Name.NamespaceName).Where(name => name.Length > 0 && !Namespaces.Contains(name)).Distinct())
            faults.Add($"no reader knows the namespace {name}");
        foreach (var declared in root.Descendants().Where(element => element.Name.LocalName == entry).DescendantsAndSelf().Attributes().Where(attribute => attribute.IsNamespaceDeclaration))
            faults.Add($"the namespace {declared.Value} is declared again in an {entry}");
    }

    public static void One(XElement parent, string where, Faults faults, params XName[] names)
    {
        foreach (var name in names)
            faults.Unless(parent.Elements(name).Count() == 1, $"{where} has {parent.Elements(name).Count()} of {name.LocalName}, not one");
    }

    public static void AtMostOne(XElement parent, string where, Faults faults, params XName[] names)
    {
        foreach (var name in names)
            faults.Unless(parent.Elements(name).Count() <= 1, $"{where} has {parent.Elements(name).Count()} of {name.LocalName}");
    }

    /// <summary>Of the format's own namespace, these alone.</summary>
    public static void Known(XElement parent, XNamespace own, string where, Faults faults, params string[] names)
    {
        foreach (var element in parent.Elements().Where(element => element.Name.Namespace == own && !names.Contains(element.Name.LocalName)))
            faults.Add($"{where} has an element {element.Name.LocalName}, which the format does not know");
    }
}
