using System.Xml.Linq;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>OPML 2.0, a list of subscriptions.</summary>
internal static class OpmlRules
{
    public static void Check(XElement opml, string served, Faults faults)
    {
        faults.Unless((string?)opml.Attribute("version") == "2.0", "opml is not of version 2.0");
        NameRules.One(opml, "opml", faults, "head", "body");
        faults.Unless(!string.IsNullOrWhiteSpace((string?)opml.Element("head")?.Element("title")), "the list has no title");
        var outlines = opml.Elements("body").Elements("outline").ToList();
        faults.Unless(outlines.Count > 0, "the list is empty");
        foreach (var outline in outlines)
        {
            var address = (string?)outline.Attribute("xmlUrl");
            faults.Unless((string?)outline.Attribute("type") == "rss", $"{address} is not of the type rss");
            faults.Unless(!string.IsNullOrWhiteSpace((string?)outline.Attribute("text")), $"{address} has no text");
            faults.Unless(ValueRules.IsWebAddress(address) && ValueRules.IsWebAddress((string?)outline.Attribute("htmlUrl")), $"{address} is no absolute address, or its site's is none");
        }

        faults.UnlessDistinct(outlines.Select(outline => (string?)outline.Attribute("xmlUrl") ?? ""), "the feed");
    }
}
