using System.Xml;
using Publisher.Posts;

namespace Publisher.Feeds;

/// <summary>All feeds in one list for readers to import: OPML 2.0, subscription list.</summary>
internal static class Opml
{
    public static FeedFile File { get; } = new("feeds.opml", "text/x-opml; charset=utf-8", null);

    public static void Write(IEnumerable<FeedPlan> plans, Site site, Stream output)
    {
        using (var xml = FeedXml.CreateWriter(output))
        {
            xml.WriteStartElement("opml");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteStartElement("head");
            xml.WriteElementString("title", XmlText.Clean(site.Title));
            xml.WriteEndElement();
            xml.WriteStartElement("body");
            foreach (var plan in plans.Where(plan => !plan.IsArchive))
                WriteOutline(xml, plan, site);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        output.WriteByte((byte)'\n');
        output.Position = 0;
        FeedRenderer.CheckXml(output);
    }

    // One outline a feed, in the format that most readers know.
    private static void WriteOutline(XmlWriter xml, FeedPlan plan, Site site)
    {
        var title = XmlText.Clean(plan.TitleOn(site));
        xml.WriteStartElement("outline");
        xml.WriteAttributeString("type", "rss");
        xml.WriteAttributeString("text", title);
        xml.WriteAttributeString("title", title);
        xml.WriteAttributeString("xmlUrl", FeedAddress.Text(FeedAddress.Below(site.Url, plan.Files[0].Name)));
        xml.WriteAttributeString("htmlUrl", FeedAddress.Text(site.Url));
        xml.WriteEndElement();
    }
}
