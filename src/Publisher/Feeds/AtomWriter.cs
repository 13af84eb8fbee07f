using System.ServiceModel.Syndication;
using Publisher.Feeds.Splicing;

namespace Publisher.Feeds;

/// <summary>Writes a feed as Atom (RFC 4287).</summary>
internal static class AtomWriter
{
    public static void Write(Feed feed, Uri self, Stream output, EntryMarks marks)
    {
        using (var file = FeedXml.CreateWriter(output))
        {
            FeedXml.Begin(file, feed);
            new Atom10FeedFormatter(new AtomFeed(feed with { Entries = marks.Follow(feed.Entries, output, file.Flush) }, self)).WriteTo(file);
        }

        output.WriteByte((byte)'\n');
    }
}
