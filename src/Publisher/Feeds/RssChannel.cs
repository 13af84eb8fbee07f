using System.Globalization;
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
        ImageUrl = feed.Icon is null ? null : FeedAddress.Plain(feed.Icon);
        DeclareNamespaces();
        Items = feed.Entries.Select(entry => new RssItem(entry));
    }

    protected override void WriteElementExtensions(XmlWriter writer, string version)
    {
        // The formatter would write the zone as a bare Z, which fewer readers know than GMT.
        if (_feed.Updated.UtcTicks != 0)
            writer.WriteElementString("lastBuildDate", FeedDate.Rfc822(_feed.Updated));
        if (!_feed.IsArchive)
            WriteRhythm(writer);
        FeedXml.WriteLink(writer, "atom", "self", "application/rss+xml", _self);
        foreach (var hub in _feed.Hubs)
            FeedXml.WriteLink(writer, "atom", "hub", null, hub);
        FeedXml.WriteHistory(writer, "atom", _feed, FeedFormat.Rss);
        if (_feed.Podcast is { } podcast)
            WritePodcast(writer, podcast);
    }

    // How often to look again: as long as the answer may be kept.
    private static void WriteRhythm(XmlWriter writer)
    {
        writer.WriteElementString("ttl", FeedAge.Minutes.ToString(CultureInfo.InvariantCulture));
        writer.WriteElementString("sy", "updatePeriod", FeedXml.Syndication, "hourly");
        writer.WriteElementString("sy", "updateFrequency", FeedXml.Syndication, (60 / FeedAge.Minutes).ToString(CultureInfo.InvariantCulture));
    }

    private void WritePodcast(XmlWriter writer, Podcast podcast)
    {
        if (XmlText.CleanOrNull(podcast.Author) is { } author)
            writer.WriteElementString("itunes", "author", FeedXml.Itunes, author);
        writer.WriteElementString("itunes", "explicit", FeedXml.Itunes, podcast.IsExplicit ? "true" : "false");
        if (XmlText.CleanOrNull(podcast.Category) is { } category)
            WriteItunes(writer, "category", "text", category);
        if (_feed.Icon is { } icon)
            WriteItunes(writer, "image", "href", FeedAddress.Text(icon));
    }

    private static void WriteItunes(XmlWriter writer, string name, string attribute, string value)
    {
        writer.WriteStartElement("itunes", name, FeedXml.Itunes);
        writer.WriteAttributeString(attribute, value);
        writer.WriteEndElement();
    }

    private static void WriteLink(XmlWriter writer, string relation, string? type, Uri address)
    {
        writer.WriteStartElement("atom", "link", FeedXml.Atom);
        writer.WriteAttributeString("rel", relation);
        if (type is not null)
            writer.WriteAttributeString("type", type);
        writer.WriteAttributeString("href", FeedAddress.Text(address));
        writer.WriteEndElement();
    }

    private void DeclareNamespaces()
    {
        AttributeExtensions.Add(new("atom", FeedXml.Xmlns), FeedXml.Atom);
        AttributeExtensions.Add(new("content", FeedXml.Xmlns), FeedXml.Content);
        AttributeExtensions.Add(new("dc", FeedXml.Xmlns), FeedXml.DublinCore);
        AttributeExtensions.Add(new("media", FeedXml.Xmlns), FeedXml.Media);
        if (!_feed.IsArchive)
            AttributeExtensions.Add(new("sy", FeedXml.Xmlns), FeedXml.Syndication);
        if (_feed.IsComplete || _feed.IsArchive)
            AttributeExtensions.Add(new("fh", FeedXml.Xmlns), FeedXml.History);
        if (_feed.Podcast is not null)
            AttributeExtensions.Add(new("itunes", FeedXml.Xmlns), FeedXml.Itunes);
    }
}
