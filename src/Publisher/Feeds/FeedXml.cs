using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;

namespace Publisher.Feeds;

/// <summary>What both XML formats share: how they are written, and the namespaces.</summary>
internal static class FeedXml
{
    public const string Generator = "Publisher";

    public const string Atom = "http://www.w3.org/2005/Atom";
    public const string Content = "http://purl.org/rss/1.0/modules/content/";
    public const string DublinCore = "http://purl.org/dc/elements/1.1/";
    public const string History = "http://purl.org/syndication/history/1.0";
    public const string Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    public const string Media = "http://search.yahoo.com/mrss/";
    public const string Syndication = "http://purl.org/rss/1.0/modules/syndication/";
    public const string Tombstones = "http://purl.org/atompub/tombstones/1.0";
    public const string Xml = "http://www.w3.org/XML/1998/namespace";
    public const string Xmlns = "http://www.w3.org/2000/xmlns/";

    public static XmlWriter CreateWriter(Stream output) => XmlWriter.Create(new Unhurried(output), new XmlWriterSettings
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = "  ",
        NewLineChars = "\n",
        NamespaceHandling = NamespaceHandling.OmitDuplicates,
    });

    /// <summary>Begins the document, with the style sheet for people who open it in a browser.</summary>
    public static void Begin(XmlWriter writer, Feed feed)
    {
        writer.WriteStartDocument();
        writer.WriteProcessingInstruction("xml-stylesheet", FeedStyle.Instruction(feed.SiteUrl));
    }

    /// <param name="prefix">Of Atom's namespace; empty where it is the default.</param>
    public static void WriteLink(XmlWriter writer, string prefix, string relation, string? type, Uri address)
    {
        writer.WriteStartElement(prefix, "link", Atom);
        writer.WriteAttributeString("rel", relation);
        if (type is not null)
            writer.WriteAttributeString("type", type);
        writer.WriteAttributeString("href", FeedAddress.Text(address));
        writer.WriteEndElement();
    }

    /// <summary>The marks and links of a chain of documents (RFC 5005), after the self link.</summary>
    public static void WriteHistory(XmlWriter writer, string prefix, Feed feed, FeedFormat format)
    {
        var type = FeedFormats.Of(format).ContentType.Split(';')[0];
        if (feed.IsArchive)
            WriteLink(writer, prefix, "current", type, FeedFormats.Address(feed.SiteUrl, "", format));
        if (feed.Older is { } older)
            WriteLink(writer, prefix, "prev-archive", type, FeedFormats.Address(feed.SiteUrl, older, format));
        if (feed.IsComplete)
            writer.WriteElementString("fh", "complete", History, null);
        if (feed.IsArchive)
            writer.WriteElementString("fh", "archive", History, null);
    }

    /// <summary>A picture, as Media RSS has it.</summary>
    public static void WriteThumbnail(XmlWriter writer, Uri address)
    {
        writer.WriteStartElement("media", "thumbnail", Media);
        writer.WriteAttributeString("url", FeedAddress.Text(address));
        writer.WriteEndElement();
    }

    /// <summary>Plain text as an element, or no element where there is none: an empty one would be invalid.</summary>
    public static TextSyndicationContent? Text(string? text) =>
        XmlText.CleanOrNull(text) is { } clean ? new(clean) : null;
}
