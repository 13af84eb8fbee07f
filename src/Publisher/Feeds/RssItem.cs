using System.ServiceModel.Syndication;
using System.Xml;

namespace Publisher.Feeds;

/// <summary>An entry as an item of RSS; the formatter writes guid with isPermaLink="false" unless it is the link.</summary>
internal sealed class RssItem : SyndicationItem
{
    private readonly Entry _entry;

    public RssItem(Entry entry)
    {
        _entry = entry;
        Id = XmlText.Clean(entry.Id);
        Title = new TextSyndicationContent(XmlText.Clean(entry.Title));
        // Readers take a description for HTML, and a summary is plain text.
        Summary = new TextSyndicationContent(XmlText.ToHtml(XmlText.Clean(entry.Summary)));
        Links.Add(SyndicationLink.CreateAlternateLink(FeedAddress.Plain(entry.Url)));
        foreach (string category in XmlText.CleanAll(entry.Categories))
            Categories.Add(new SyndicationCategory(category));
    }

    protected override void WriteElementExtensions(XmlWriter writer, string version)
    {
        writer.WriteElementString("pubDate", FeedDate.Rfc822(_entry.Published));
        foreach (string author in XmlText.CleanAll(_entry.Authors))
            writer.WriteElementString("dc", "creator", FeedXml.DublinCore, author);
        if (XmlText.CleanOrNull(_entry.Language) is { } language)
            writer.WriteElementString("dc", "language", FeedXml.DublinCore, language);
        if (_entry.Html is { } html)
            WriteHtml(writer, XmlText.Clean(html));
        if (_entry.Image is { } image)
            WriteImage(writer, FeedAddress.Text(image));
    }

    private static void WriteHtml(XmlWriter writer, string html)
    {
        writer.WriteStartElement("content", "encoded", FeedXml.Content);
        writer.WriteCData(html);
        writer.WriteEndElement();
    }

    private static void WriteImage(XmlWriter writer, string address)
    {
        writer.WriteStartElement("media", "content", FeedXml.Media);
        writer.WriteAttributeString("url", address);
        writer.WriteAttributeString("medium", "image");
        writer.WriteEndElement();
        writer.WriteStartElement("media", "thumbnail", FeedXml.Media);
        writer.WriteAttributeString("url", address);
        writer.WriteEndElement();
    }
}
