using System.ServiceModel.Syndication;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

/// <summary>Feeds written and read back.</summary>
internal static class Reading
{
    public static byte[] Bytes(FeedFormat format, Feed feed, Uri? self = null) =>
        FeedRenderer.Render(feed, FeedFormats.Of(format), self ?? SomeFeed.Self);

    public static string Text(FeedFormat format, Feed feed) => Encoding.UTF8.GetString(Bytes(format, feed));

    public static XElement Xml(FeedFormat format, Feed feed)
    {
        using var reader = XmlReader.Create(new MemoryStream(Bytes(format, feed)));
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    public static XElement Rss(Feed feed) => Xml(FeedFormat.Rss, feed).Element("channel")!;

    public static XElement Atom(Feed feed) => Xml(FeedFormat.Atom, feed);

    public static JsonElement Json(Feed feed) => JsonDocument.Parse(Bytes(FeedFormat.Json, feed)).RootElement;

    public static SyndicationFeed Load(FeedFormat format, Feed feed)
    {
        using var reader = XmlReader.Create(new MemoryStream(Bytes(format, feed)));
        return SyndicationFeed.Load(reader);
    }
}
