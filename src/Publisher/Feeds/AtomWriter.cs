using System.ServiceModel.Syndication;

namespace Publisher.Feeds;

/// <summary>Writes a feed as Atom (RFC 4287).</summary>
internal static class AtomWriter
{
    public static void Write(Feed feed, Uri self, Stream output)
    {
        using (var file = FeedXml.CreateWriter(output))
            new Atom10FeedFormatter(Convert(feed, self)).WriteTo(file);
        output.WriteByte((byte)'\n');
    }

    private static SyndicationFeed Convert(Feed feed, Uri self)
    {
        var atom = new SyndicationFeed
        {
            Id = XmlText.Clean(feed.Id),
            Title = new TextSyndicationContent(XmlText.Clean(feed.Title)),
            Description = FeedXml.Text(feed.Description),
            Copyright = FeedXml.Text(feed.Copyright),
            LastUpdatedTime = FeedDate.Set(feed.Updated),
            Language = XmlText.CleanOrNull(feed.Language),
            Generator = FeedXml.Generator,
            Items = feed.Entries.Select(entry => Convert(entry, feed)),
        };
        atom.Links.Add(SyndicationLink.CreateAlternateLink(FeedAddress.Plain(feed.SiteUrl), "text/html"));
        atom.Links.Add(SyndicationLink.CreateSelfLink(FeedAddress.Plain(self), "application/atom+xml"));
        if (feed.IsComplete)
            atom.ElementExtensions.Add("complete", FeedXml.History, "");
        return atom;
    }

    private static SyndicationItem Convert(Entry entry, Feed feed)
    {
        var item = new SyndicationItem
        {
            Id = XmlText.Clean(entry.Id),
            Title = new TextSyndicationContent(XmlText.Clean(entry.Title)),
            Summary = FeedXml.Text(entry.Summary),
            Content = entry.Html is null ? null : SyndicationContent.CreateHtmlContent(XmlText.Clean(entry.Html)),
            PublishDate = FeedDate.Set(entry.Published),
            LastUpdatedTime = FeedDate.Set(entry.Updated),
        };
        item.Links.Add(SyndicationLink.CreateAlternateLink(FeedAddress.Plain(entry.Url), "text/html"));
        foreach (string author in Authors(entry, feed))
            item.Authors.Add(new SyndicationPerson { Name = author });
        foreach (string category in XmlText.CleanAll(entry.Categories))
            item.Categories.Add(new SyndicationCategory(category));
        if (XmlText.CleanOrNull(entry.Language) is { } language)
            item.AttributeExtensions.Add(new("lang", FeedXml.Xml), language);
        return item;
    }

    /// <summary>An entry must have an author (section 4.1.2), and readers do not inherit one.</summary>
    private static IEnumerable<string> Authors(Entry entry, Feed feed) =>
        XmlText.CleanAll(entry.Authors).DefaultIfEmpty(XmlText.Clean(feed.Title));
}
