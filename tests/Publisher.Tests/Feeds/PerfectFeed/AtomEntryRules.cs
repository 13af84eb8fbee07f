using System.Xml.Linq;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>An entry of Atom (RFC 4287, section 4.1.2).</summary>
internal static class AtomEntryRules
{
    private static readonly XNamespace Atom = LinkRules.Atom;

    public static void Check(XElement entry, Faults faults)
    {
        var where = $"the entry {(string?)entry.Element(Atom + "id")}";
        NameRules.One(entry, where, faults, Atom + "id", Atom + "title", Atom + "updated", Atom + "published");
        NameRules.AtMostOne(entry, where, faults, Atom + "content", Atom + "summary", Atom + "rights", Atom + "source");
        NameRules.Known(entry, Atom, where, faults, "id", "title", "updated", "published", "author", "contributor", "category", "content", "link", "rights", "source", "summary");
        AtomRules.CheckId(entry, where, faults);
        AtomRules.CheckLanguage(entry, where, faults);
        foreach (var name in new[] { "title", "summary", "rights" })
            AtomRules.CheckText(entry, name, where, faults);
        CheckDates(entry, where, faults);
        LinkRules.Check(entry, where, faults);
        faults.Unless(LinkRules.Of(entry, "alternate").Count == 1, $"{where} does not lead to its page");
        CheckPeopleAndTopics(entry, where, faults);
        if (entry.Element(Atom + "content") is { } content)
            CheckContent(content, where, faults);
    }

    private static void CheckDates(XElement entry, string where, Faults faults)
    {
        var (published, updated) = ((string?)entry.Element(Atom + "published"), (string?)entry.Element(Atom + "updated"));
        foreach (var date in new[] { published, updated })
            faults.Unless(ValueRules.IsRfc3339(date), $"{where}: the date {date} is not of RFC 3339");
        faults.Unless(string.CompareOrdinal(published, updated) <= 0, $"{where} was updated before it was published");
    }

    private static void CheckPeopleAndTopics(XElement entry, string where, Faults faults)
    {
        faults.Unless(entry.Elements(Atom + "author").Any(), $"{where} has no author");
        foreach (var author in entry.Elements(Atom + "author"))
        {
            NameRules.One(author, $"{where}: an author", faults, Atom + "name");
            faults.Unless(!string.IsNullOrWhiteSpace((string?)author.Element(Atom + "name")), $"{where} has an author without a name");
        }

        foreach (var category in entry.Elements(Atom + "category"))
        {
            faults.Unless(!string.IsNullOrWhiteSpace((string?)category.Attribute("term")), $"{where} has an empty category");
            faults.Unless(category.Attribute("scheme") is not { } scheme || ValueRules.IsIri(scheme.Value), $"{where}: the scheme {(string?)category.Attribute("scheme")} is no absolute IRI");
        }

        faults.UnlessDistinct(entry.Elements(Atom + "category").Select(category => $"{(string?)category.Attribute("scheme")} {(string?)category.Attribute("term")}"), $"{where}: the category");
    }

    private static void CheckContent(XElement content, string where, Faults faults)
    {
        faults.Unless((string?)content.Attribute("type") == "html" && !content.HasElements, $"{where}: its content is of the type {(string?)content.Attribute("type") ?? "text"}, or not escaped");
        HtmlRules.Check(content.Value, $"{where}: its content", faults);
    }
}
