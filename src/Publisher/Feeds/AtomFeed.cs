using System.ServiceModel.Syndication;
using System.Xml;

namespace Publisher.Feeds;

/// <summary>A feed as Atom has it, with what the formatter does not write by itself.</summary>
internal sealed class AtomFeed : SyndicationFeed
{
    private readonly Feed feed;

    public AtomFeed(Feed feed, Uri self)
    {
        this.feed = feed;
        Id = XmlText.Clean(feed.Id);
        Title = new TextSyndicationContent(XmlText.Clean(feed.Title));
        Description = FeedXml.Text(feed.Description);
        Copyright = FeedXml.Text(feed.Copyright);
        LastUpdatedTime = FeedDate.Set(feed.Updated);
        Language = XmlText.CleanOrNull(feed.Language);
        Generator = FeedXml.Generator;
        Items = feed.Entries.Select(entry => new AtomEntry(entry, feed));
        Links.Add(SyndicationLink.CreateAlternateLink(FeedAddress.Plain(feed.SiteUrl), "text/html"));
        Links.Add(SyndicationLink.CreateSelfLink(FeedAddress.Plain(self), "application/atom+xml"));
        foreach (var hub in feed.Hubs)
            Links.Add(new(FeedAddress.Plain(hub), "hub", null, null, 0));
        DeclareNamespaces();
    }

    protected override void WriteElementExtensions(XmlWriter writer, string version)
    {
        if (feed.Icon is { } icon)
        {
            writer.WriteElementString("icon", FeedXml.Atom, FeedAddress.Text(icon));
            // By itself the formatter would leave it unescaped.
            writer.WriteElementString("logo", FeedXml.Atom, FeedAddress.Text(icon));
        }

        FeedXml.WriteHistory(writer, "", feed, FeedFormat.Atom);
        foreach (var tombstone in feed.Tombstones)
        {
            writer.WriteStartElement("at", "deleted-entry", FeedXml.Tombstones);
            writer.WriteAttributeString("ref", XmlText.Clean(tombstone.Id));
            writer.WriteAttributeString("when", FeedDate.Rfc3339(tombstone.Gone));
            writer.WriteEndElement();
        }
    }

    private void DeclareNamespaces()
    {
        AttributeExtensions.Add(new("media", FeedXml.Xmlns), FeedXml.Media);
        if (feed.IsComplete || feed.IsArchive)
            AttributeExtensions.Add(new("fh", FeedXml.Xmlns), FeedXml.History);
        if (feed.Tombstones.Count > 0)
            AttributeExtensions.Add(new("at", FeedXml.Xmlns), FeedXml.Tombstones);
    }
}
