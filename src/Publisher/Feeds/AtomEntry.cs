using System.ServiceModel.Syndication;
using System.Xml;
using Publisher.Posts;

namespace Publisher.Feeds;

/// <summary>An entry as Atom has it.</summary>
internal sealed class AtomEntry : SyndicationItem
{
    private readonly Entry entry;

    public AtomEntry(Entry entry, Feed feed)
    {
        this.entry = entry;
        Id = XmlText.Clean(entry.Id);
        // Every address is absolute already; a reader that adds one of its own has what to read it against.
        BaseUri = FeedAddress.Plain(entry.Url);
        Title = new TextSyndicationContent(XmlText.Clean(entry.Title));
        Summary = FeedXml.Text(entry.Summary);
        Content = entry.Html is null ? null : new HtmlContent(XmlText.Clean(entry.Html));
        PublishDate = FeedDate.Set(entry.Published);
        LastUpdatedTime = FeedDate.Set(entry.Updated);
        Links.Add(SyndicationLink.CreateAlternateLink(FeedAddress.Plain(entry.Url), "text/html"));
        if (entry.External is { } external)
            Links.Add(new SyndicationLink(FeedAddress.Plain(external)) { RelationshipType = "related" });
        foreach (var enclosure in entry.Enclosures)
            Links.Add(Link(enclosure));
        foreach (string author in Names(entry, feed))
            Authors.Add(new SyndicationPerson { Name = author });
        foreach (var category in entry.Categories.Where(category => XmlText.CleanOrNull(category.Name) is not null))
            Categories.Add(new SyndicationCategory(XmlText.Clean(category.Name), category.Scheme is null ? null : FeedAddress.Text(category.Scheme), null));
        if (XmlText.CleanOrNull(entry.Language) is { } language)
            AttributeExtensions.Add(new("lang", FeedXml.Xml), language);
    }

    protected override void WriteElementExtensions(XmlWriter writer, string version)
    {
        if (entry.Image is { } image)
            FeedXml.WriteThumbnail(writer, image);
    }

    // The library leaves a length of 0 out.
    private static SyndicationLink Link(Enclosure enclosure)
    {
        var link = SyndicationLink.CreateMediaEnclosureLink(FeedAddress.Plain(enclosure.Url), XmlText.Clean(EnclosureType.Of(enclosure)), enclosure.Length ?? 0);
        if (link.Length == 0)
            link.AttributeExtensions.Add(new("length"), "0");
        return link;
    }

    /// <summary>An entry must have an author (section 4.1.2), and readers do not inherit one.</summary>
    private static IEnumerable<string> Names(Entry entry, Feed feed) =>
        XmlText.CleanAll(entry.Authors).DefaultIfEmpty(XmlText.Clean(feed.Title));
}
