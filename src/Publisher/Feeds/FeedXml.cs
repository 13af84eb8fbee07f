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
    public const string Media = "http://search.yahoo.com/mrss/";
    public const string Xml = "http://www.w3.org/XML/1998/namespace";
    public const string Xmlns = "http://www.w3.org/2000/xmlns/";

    public static XmlWriter CreateWriter(Stream output) => XmlWriter.Create(output, new XmlWriterSettings
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = "  ",
        NewLineChars = "\n",
        NamespaceHandling = NamespaceHandling.OmitDuplicates,
    });

    /// <summary>Plain text as an element, or no element where there is none: an empty one would be invalid.</summary>
    public static TextSyndicationContent? Text(string? text) =>
        XmlText.CleanOrNull(text) is { } clean ? new(clean) : null;
}
