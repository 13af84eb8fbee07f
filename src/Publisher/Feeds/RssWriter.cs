using System.ServiceModel.Syndication;
using Publisher.Feeds.Splicing;

namespace Publisher.Feeds;

/// <summary>Writes a feed as RSS 2.0 with content:encoded, Dublin Core, Media RSS and a self link (RSS Best Practices Profile).</summary>
internal static class RssWriter
{
    public static void Write(Feed feed, Uri self, Stream output, EntryMarks marks)
    {
        using (var file = FeedXml.CreateWriter(output))
        using (var text = new RssTextWriter(file))
        {
            FeedXml.Begin(text, feed);
            new Rss20FeedFormatter(new RssChannel(feed with { Entries = marks.Follow(feed.Entries, output, text.Flush) }, self), serializeExtensionsAsAtom: false).WriteTo(text);
        }

        output.WriteByte((byte)'\n');
    }
}
