using System.ServiceModel.Syndication;

namespace Publisher.Feeds;

/// <summary>Writes a feed as Atom (RFC 4287).</summary>
internal static class AtomWriter
{
    public static void Write(Feed feed, Uri self, Stream output)
    {
        using (var file = FeedXml.CreateWriter(output))
        {
            FeedXml.Begin(file, feed);
            new Atom10FeedFormatter(new AtomFeed(feed, self)).WriteTo(file);
        }

        output.WriteByte((byte)'\n');
    }
}
