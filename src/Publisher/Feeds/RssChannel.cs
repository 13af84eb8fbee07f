using System.ServiceModel.Syndication;
using System.Xml;

namespace Publisher.Feeds;

/// <summary>The channel of an RSS feed, with what the formatter does not write by itself.</summary>
internal sealed class RssChannel : SyndicationFeed
{
    private readonly Feed _feed;
    private readonly Uri _self;

    public RssChannel(Feed feed, Uri self)
    {
        (_feed, _self) = (feed, self);
        Title = new TextSyndicationContent(XmlText.Clean(feed.Title));
        // The element is required, and a channel without a word of its own has at least a name.
        Description = FeedXml.Text(feed.Description) ?? Title;
        Links.Add(SyndicationLink.CreateAlternateLink(FeedAddress.Plain(feed.SiteUrl)));
        Language = XmlText.CleanOrNull(feed.Language);
        Generator = FeedXml.Generator;
        Copyright = FeedXml.Text(feed.Copyright);
        DeclareNamespaces();
        Items = feed.Entries.Select(entry => new RssItem(entry));
    }

    protected override void WriteElementExtensions(XmlWriter writer, string version)
    {
        // The formatter would write the zone as a bare Z, which fewer readers know than GMT.
        if (_feed.Updated.UtcTicks != 0)
            writer.WriteElementString("lastBuildDate", FeedDate.Rfc822(_feed.Updated));
        writer.WriteStartElement("atom", "link", FeedXml.Atom);
        writer.WriteAttributeString("rel", "self");
        writer.WriteAttributeString("type", "application/rss+xml");
        writer.WriteAttributeString("href", FeedAddress.Text(_self));
        writer.WriteEndElement();
        if (_feed.IsComplete)
            writer.WriteElementString("fh", "complete", FeedXml.History, null);
    }

    private void DeclareNamespaces()
    {
        AttributeExtensions.Add(new("atom", FeedXml.Xmlns), FeedXml.Atom);
        AttributeExtensions.Add(new("content", FeedXml.Xmlns), FeedXml.Content);
        AttributeExtensions.Add(new("dc", FeedXml.Xmlns), FeedXml.DublinCore);
        AttributeExtensions.Add(new("media", FeedXml.Xmlns), FeedXml.Media);
        if (_feed.IsComplete)
            AttributeExtensions.Add(new("fh", FeedXml.Xmlns), FeedXml.History);
    }
}
