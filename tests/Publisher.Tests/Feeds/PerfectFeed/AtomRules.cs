using System.Xml.Linq;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Atom (RFC 4287), with histories (RFC 5005) and tombstones (RFC 6721).</summary>
internal static class AtomRules
{
    private static readonly XNamespace Atom = LinkRules.Atom;
    private static readonly XNamespace History = "http://purl.org/syndication/history/1.0";
    private static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";

    public static void Check(XElement feed, string served, Faults faults)
    {
        faults.Unless(feed.Name == Atom + "feed", "the root is no feed of Atom");
        NameRules.CheckNamespaces(feed, "entry", faults);
        CheckFeed(feed, served, faults);
        var entries = feed.Elements(Atom + "entry").ToList();
        entries.ForEach(entry => AtomEntryRules.Check(entry, faults));
        faults.UnlessDistinct(entries.Select(entry => (string?)entry.Element(Atom + "id") ?? ""), "the id");
        var newest = entries.Select(entry => (string?)entry.Element(Atom + "updated") ?? "").DefaultIfEmpty("").Max(StringComparer.Ordinal);
        faults.Unless(newest is "" || newest == (string?)feed.Element(Atom + "updated"), $"the feed was updated at {(string?)feed.Element(Atom + "updated")}, and its newest entry at {newest}");
        foreach (var gone in feed.Elements(Tombstones + "deleted-entry"))
            CheckTombstone(gone, entries, faults);
    }

    public static void CheckText(XElement parent, string name, string where, Faults faults)
    {
        if (parent.Element(Atom + name) is not { } text)
            return;
        faults.Unless((string?)text.Attribute("type") is null or "text" or "html" or "xhtml", $"{where}: {name} is of the type {(string?)text.Attribute("type")}");
        faults.Unless(!string.IsNullOrWhiteSpace(text.Value), $"{where}: {name} is empty");
        faults.Unless((string?)text.Attribute("type") == "xhtml" || !text.HasElements, $"{where}: {name} holds elements");
    }

    public static void CheckId(XElement parent, string where, Faults faults) =>
        faults.Unless(ValueRules.IsIri((string?)parent.Element(Atom + "id")), $"{where}: its id {(string?)parent.Element(Atom + "id")} is no absolute IRI");

    public static void CheckLanguage(XElement element, string where, Faults faults) =>
        faults.Unless(element.Attribute(XNamespace.Xml + "lang") is not { } language || ValueRules.IsLanguage(language.Value), $"{where}: {(string?)element.Attribute(XNamespace.Xml + "lang")} is no language");

    private static void CheckFeed(XElement feed, string served, Faults faults)
    {
        NameRules.One(feed, "the feed", faults, Atom + "id", Atom + "title", Atom + "updated");
        NameRules.AtMostOne(feed, "the feed", faults, Atom + "subtitle", Atom + "rights", Atom + "generator", Atom + "icon", Atom + "logo", History + "complete", History + "archive");
        NameRules.Known(feed, Atom, "the feed", faults, "id", "title", "subtitle", "updated", "author", "contributor", "category", "generator", "icon", "logo", "link", "rights", "entry");
        CheckId(feed, "the feed", faults);
        CheckLanguage(feed, "the feed", faults);
        faults.Unless(ValueRules.IsRfc3339((string?)feed.Element(Atom + "updated")), $"the feed's updated {(string?)feed.Element(Atom + "updated")} is not of RFC 3339");
        foreach (var name in new[] { "title", "subtitle", "rights" })
            CheckText(feed, name, "the feed", faults);
        foreach (var picture in feed.Elements(Atom + "icon").Concat(feed.Elements(Atom + "logo")))
            faults.Unless(ValueRules.IsWebAddress(picture.Value), $"the feed's {picture.Name.LocalName} {picture.Value} is no absolute address");
        LinkRules.CheckSelf(feed, served, "application/atom+xml", faults);
        LinkRules.Check(feed, "the feed", faults);
        faults.Unless(LinkRules.Of(feed, "alternate").Count == 1, "the feed does not lead to its site");
        faults.Unless(feed.Element(History + "archive") is null || LinkRules.Of(feed, "current").Count == 1, "an archive document does not lead to the feed that it is a part of");
        faults.Unless(feed.Element(History + "archive") is null || feed.Element(History + "complete") is null, "a feed says that it is complete and an archive document");
    }

    private static void CheckTombstone(XElement gone, List<XElement> entries, Faults faults)
    {
        var id = (string?)gone.Attribute("ref");
        faults.Unless(ValueRules.IsIri(id) && ValueRules.IsRfc3339((string?)gone.Attribute("when")), $"the tombstone of {id} does not say what went when");
        faults.Unless(!entries.Any(entry => (string?)entry.Element(Atom + "id") == id), $"{id} is an entry and gone");
    }
}
