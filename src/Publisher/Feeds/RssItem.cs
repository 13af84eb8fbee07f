using System.Globalization;
using System.ServiceModel.Syndication;
using System.Xml;
using Publisher.Posts;

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
        foreach (var category in entry.Categories.Where(category => XmlText.CleanOrNull(category.Name) is not null))
            Categories.Add(new SyndicationCategory(XmlText.Clean(category.Name), category.Scheme is null ? null : FeedAddress.Text(category.Scheme), null));
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
            WriteImage(writer, image);
        foreach (var enclosure in _entry.Enclosures)
            WriteEnclosure(writer, enclosure);
    }

    private static void WriteHtml(XmlWriter writer, string html)
    {
        writer.WriteStartElement("content", "encoded", FeedXml.Content);
        writer.WriteCData(html);
        writer.WriteEndElement();
    }

    private static void WriteImage(XmlWriter writer, Uri image)
    {
        writer.WriteStartElement("media", "content", FeedXml.Media);
        writer.WriteAttributeString("url", FeedAddress.Text(image));
        writer.WriteAttributeString("medium", "image");
        writer.WriteEndElement();
        FeedXml.WriteThumbnail(writer, image);
    }

    private void WriteEnclosure(XmlWriter writer, Enclosure enclosure)
    {
        var (address, type) = (FeedAddress.Text(enclosure.Url), XmlText.Clean(EnclosureType.Of(enclosure)));
        var length = (enclosure.Length ?? 0).ToString(CultureInfo.InvariantCulture);
        writer.WriteStartElement("enclosure");
        writer.WriteAttributeString("url", address);
        writer.WriteAttributeString("length", length);
        writer.WriteAttributeString("type", type);
        writer.WriteEndElement();
        if (EnclosureType.MediumOf(enclosure) is { } medium)
            WriteEpisode(writer, enclosure, address, type, medium);
    }

    private void WriteEpisode(XmlWriter writer, Enclosure enclosure, string address, string type, string medium)
    {
        writer.WriteStartElement("media", "content", FeedXml.Media);
        writer.WriteAttributeString("url", address);
        if (enclosure.Length is { } length)
            writer.WriteAttributeString("fileSize", length.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("type", type);
        writer.WriteAttributeString("medium", medium);
        writer.WriteEndElement();
        if (enclosure.Duration is { } duration)
            writer.WriteElementString("itunes", "duration", FeedXml.Itunes, ((long)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        if (_entry.Image is not { } image)
            return;
        writer.WriteStartElement("itunes", "image", FeedXml.Itunes);
        writer.WriteAttributeString("href", FeedAddress.Text(image));
        writer.WriteEndElement();
    }
}
