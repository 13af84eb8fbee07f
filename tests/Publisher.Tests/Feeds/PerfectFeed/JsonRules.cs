using System.Text.Json;
using static System.Text.Json.JsonValueKind;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>JSON Feed 1.1: which members there are, of which types, and what they may hold.</summary>
internal static class JsonRules
{
    private static readonly Dictionary<string, JsonValueKind> OfFeed = Table("version title home_page_url feed_url description user_comment next_url icon favicon language", "authors hubs items", expired: "expired");
    private static readonly Dictionary<string, JsonValueKind> OfItem = Table("id url external_url title content_html content_text summary image banner_image date_published date_modified language", "authors tags attachments");
    private static readonly Dictionary<string, JsonValueKind> OfAuthor = Table("name url avatar", "");
    private static readonly Dictionary<string, JsonValueKind> OfHub = Table("type url", "");
    private static readonly Dictionary<string, JsonValueKind> OfAttachment = Table("url mime_type title", "", numbers: "size_in_bytes duration_in_seconds");

    public static void Check(JsonElement feed, string served, Faults faults)
    {
        Members(feed, OfFeed, "the feed", faults);
        faults.Unless(Text(feed, "version") == "https://jsonfeed.org/version/1.1", $"the version is {Text(feed, "version")}");
        faults.Unless(!string.IsNullOrWhiteSpace(Text(feed, "title")), "the feed has no title");
        faults.Unless(Text(feed, "feed_url") == served, $"feed_url is {Text(feed, "feed_url")}, but the feed is served at {served}");
        Addresses(feed, "the feed", faults, "home_page_url", "next_url", "icon", "favicon");
        faults.Unless(Text(feed, "next_url") != served, "next_url leads to the feed itself");
        faults.Unless(Text(feed, "language") is not { } language || ValueRules.IsLanguage(language), $"{Text(feed, "language")} is no language");
        Authors(feed, "the feed", faults);
        foreach (var hub in List(feed, "hubs"))
        {
            Members(hub, OfHub, "a hub", faults);
            faults.Unless(Text(hub, "type") is not null && ValueRules.IsWebAddress(Text(hub, "url")), "a hub lacks its type or address");
        }

        faults.Unless(feed.TryGetProperty("items", out _), "the feed has no items");
        foreach (var item in List(feed, "items"))
            CheckItem(item, faults);
        faults.UnlessDistinct(List(feed, "items").Select(item => Text(item, "id") ?? ""), "the id");
    }

    private static void CheckItem(JsonElement item, Faults faults)
    {
        var where = $"the item {Text(item, "id")}";
        Members(item, OfItem, where, faults);
        faults.Unless(ValueRules.IsIri(Text(item, "id")), $"{where}: its id is no absolute IRI");
        faults.Unless(Text(item, "content_html") is not null || Text(item, "content_text") is not null, $"{where} has no content");
        faults.Unless(Text(item, "url") is not null, $"{where} has no address");
        Addresses(item, where, faults, "url", "external_url", "image", "banner_image");
        foreach (var name in new[] { "date_published", "date_modified" })
            faults.Unless(ValueRules.IsRfc3339(Text(item, name)), $"{where}: {name} {Text(item, name)} is not of RFC 3339");
        faults.Unless(string.CompareOrdinal(Text(item, "date_published"), Text(item, "date_modified")) <= 0, $"{where} was modified before it was published");
        faults.Unless(Text(item, "language") is not { } language || ValueRules.IsLanguage(language), $"{where}: {Text(item, "language")} is no language");
        Authors(item, where, faults);
        faults.Unless(List(item, "authors").Any(), $"{where} has no author");
        faults.Unless(List(item, "tags").All(tag => tag.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(tag.GetString())), $"{where} has a tag that is empty or no text");
        foreach (var attachment in List(item, "attachments"))
            CheckAttachment(attachment, where, faults);
        if (Text(item, "content_html") is { } html)
            HtmlRules.Check(html, $"{where}: its content", faults);
    }

    private static void CheckAttachment(JsonElement attachment, string where, Faults faults)
    {
        Members(attachment, OfAttachment, $"{where}: an attachment", faults);
        faults.Unless(ValueRules.IsWebAddress(Text(attachment, "url")) && ValueRules.IsMediaType(Text(attachment, "mime_type")), $"{where}: an attachment lacks its address or type");
    }

    private static void Authors(JsonElement parent, string where, Faults faults)
    {
        foreach (var author in List(parent, "authors"))
        {
            Members(author, OfAuthor, $"{where}: an author", faults);
            faults.Unless(!string.IsNullOrWhiteSpace(Text(author, "name")), $"{where} has an author without a name");
        }

        faults.UnlessDistinct(List(parent, "authors").Select(author => Text(author, "name") ?? ""), $"{where}: the author");
    }

    private static void Members(JsonElement element, Dictionary<string, JsonValueKind> table, string where, Faults faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{where} is {element.ValueKind}, not an object");
            return;
        }

        faults.UnlessDistinct(element.EnumerateObject().Select(member => member.Name), $"{where}: the member");
        foreach (var member in element.EnumerateObject().Where(member => !member.Name.StartsWith('_')))
        {
            var kind = member.Value.ValueKind is True or False ? True : member.Value.ValueKind;
            faults.Unless(table.TryGetValue(member.Name, out var due) && due == kind, $"{where}: {member.Name} is {(table.ContainsKey(member.Name) ? $"of the type {kind}" : "not known")}");
        }
    }

    private static void Addresses(JsonElement element, string where, Faults faults, params string[] names)
    {
        foreach (var name in names)
            faults.Unless(Text(element, name) is not { } address || ValueRules.IsWebAddress(address), $"{where}: {name} {Text(element, name)} is no absolute address");
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    private static Dictionary<string, JsonValueKind> Table(string texts, string lists, string numbers = "", string expired = "")
    {
        var all = new[] { (texts, JsonValueKind.String), (lists, JsonValueKind.Array), (numbers, Number), (expired, True) };
        return all.SelectMany(kind => kind.Item1.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => (name, kind.Item2))).ToDictionary(pair => pair.name, pair => pair.Item2);
    }
}
