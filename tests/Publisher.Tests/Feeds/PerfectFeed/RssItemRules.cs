using System.Xml.Linq;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>An item of RSS 2.0.</summary>
internal static class RssItemRules
{
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";

    public static void Check(XElement item, Faults faults)
    {
        var where = $"the item {(string?)item.Element("guid")}";
        NameRules.One(item, where, faults, "guid", "link", "title", "pubDate", "description");
        NameRules.AtMostOne(item, where, faults, "author", "comments", "source", "enclosure", Content + "encoded", Dublin + "language", Dublin + "date", Itunes + "duration", Itunes + "image");
        NameRules.Known(item, XNamespace.None, where, faults, "title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source");
        faults.Unless(!string.IsNullOrWhiteSpace((string?)item.Element("title")), $"{where} has an empty title");
        faults.Unless(ValueRules.IsWebAddress((string?)item.Element("link")), $"{where}: the link {(string?)item.Element("link")} is no absolute address");
        faults.Unless(ValueRules.IsRfc822((string?)item.Element("pubDate")), $"{where}: the date {(string?)item.Element("pubDate")} is not of RFC 822");
        CheckGuid(item, where, faults);
        CheckPeopleAndTopics(item, where, faults);
        CheckContent(item, where, faults);
        foreach (var enclosure in item.Elements("enclosure"))
            CheckEnclosure(enclosure, where, faults);
        foreach (var media in item.Elements().Where(element => element.Name.Namespace == Media))
            faults.Unless(ValueRules.IsWebAddress((string?)media.Attribute("url")), $"{where}: media:{media.Name.LocalName} {(string?)media.Attribute("url")} is no absolute address");
    }

    private static void CheckGuid(XElement item, string where, Faults faults)
    {
        if (item.Element("guid") is not { } guid)
            return;
        var isPermanent = (string?)guid.Attribute("isPermaLink") ?? "true";
        faults.Unless(isPermanent is "true" or "false", $"{where}: isPermaLink is {isPermanent}");
        faults.Unless(ValueRules.IsIri(guid.Value), $"{where}: the guid is no absolute IRI");
        faults.Unless((isPermanent == "true") == (guid.Value == (string?)item.Element("link")), $"{where}: isPermaLink is {isPermanent}, and the link is {(string?)item.Element("link")}");
    }

    private static void CheckPeopleAndTopics(XElement item, string where, Faults faults)
    {
        faults.Unless(item.Elements(Dublin + "creator").Any(), $"{where} has no author");
        foreach (var text in item.Elements(Dublin + "creator").Concat(item.Elements("category")))
            faults.Unless(!string.IsNullOrWhiteSpace(text.Value), $"{where} has an empty {text.Name.LocalName}");
        faults.UnlessDistinct(item.Elements("category").Select(category => $"{(string?)category.Attribute("domain")} {category.Value}"), $"{where}: the category");
        foreach (var language in item.Elements(Dublin + "language"))
            faults.Unless(ValueRules.IsLanguage(language.Value), $"{where}: {language.Value} is no language");
    }

    private static void CheckContent(XElement item, string where, Faults faults)
    {
        if (item.Element("description") is { } description)
            HtmlRules.Check(description.Value, $"{where}: its description", faults);
        if (item.Element(Content + "encoded") is not { } content)
            return;
        faults.Unless(content.ElementsBeforeSelf("description").Any(), $"{where} has content:encoded before its description");
        HtmlRules.Check(content.Value, $"{where}: its content", faults);
    }

    private static void CheckEnclosure(XElement enclosure, string where, Faults faults)
    {
        faults.Unless(ValueRules.IsWebAddress((string?)enclosure.Attribute("url")), $"{where}: the enclosure {(string?)enclosure.Attribute("url")} is no absolute address");
        faults.Unless(ValueRules.IsLength((string?)enclosure.Attribute("length")), $"{where}: the enclosure's length is {(string?)enclosure.Attribute("length") ?? "missing"}");
        faults.Unless(ValueRules.IsMediaType((string?)enclosure.Attribute("type")), $"{where}: the enclosure's type is {(string?)enclosure.Attribute("type") ?? "missing"}");
    }
}
