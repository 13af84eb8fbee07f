using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>A feed as a reader sees it, whatever its format.</summary>
/// <param name="Older">Where it goes on with older entries.</param>
internal sealed record SeenFeed(string? Id, string Title, string Self, string? Older, string? Updated, string? Language, IReadOnlyList<SeenEntry> Entries)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public IReadOnlyList<string> Titles => [.. Entries.Select(entry => entry.Title)];

    public IReadOnlyList<string> Ids => [.. Entries.Select(entry => entry.Id)];

    public SeenEntry this[string title] => Entries.Single(entry => entry.Title == title);

    public static SeenFeed Of(string text)
    {
        if (text.StartsWith('{'))
            return OfJson(JsonDocument.Parse(text).RootElement);
        var root = XDocument.Parse(text, LoadOptions.PreserveWhitespace).Root!;
        return root.Element("channel") is { } channel ? OfRss(channel) : OfAtom(root);
    }

    private static SeenFeed OfRss(XElement channel) => new(
        null,
        channel.Element("title")!.Value,
        Link(channel, "self")!,
        Link(channel, "prev-archive"),
        (string?)channel.Element("lastBuildDate"),
        (string?)channel.Element("language"),
        [.. channel.Elements("item").Select(SeenEntry.OfRss)]);

    private static SeenFeed OfAtom(XElement feed) => new(
        feed.Element(Atom + "id")!.Value,
        feed.Element(Atom + "title")!.Value,
        Link(feed, "self")!,
        Link(feed, "prev-archive"),
        feed.Element(Atom + "updated")!.Value,
        (string?)feed.Attribute(XNamespace.Xml + "lang"),
        [.. feed.Elements(Atom + "entry").Select(SeenEntry.OfAtom)]);

    private static SeenFeed OfJson(JsonElement feed) => new(
        null,
        SeenEntry.Text(feed, "title")!,
        SeenEntry.Text(feed, "feed_url")!,
        SeenEntry.Text(feed, "next_url"),
        null,
        SeenEntry.Text(feed, "language"),
        [.. feed.GetProperty("items").EnumerateArray().Select(SeenEntry.OfJson)]);

    public static string? Link(XElement parent, string relation) =>
        (string?)parent.Elements(Atom + "link").SingleOrDefault(link => (string?)link.Attribute("rel") == relation)?.Attribute("href");
}

/// <param name="Summary">Plain text.</param>
/// <param name="Html">Null where there are summaries alone.</param>
internal sealed record SeenEntry(string Id, string Title, string Link, DateTimeOffset Published, DateTimeOffset? Updated, string Authors, string Topics, string? Language, string? Summary, string? Html)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";

    public static SeenEntry OfRss(XElement item) => new(
        item.Element("guid")!.Value,
        item.Element("title")!.Value,
        item.Element("link")!.Value,
        Instant(item.Element("pubDate")!.Value),
        null,
        Joined(item.Elements(Dublin + "creator").Select(name => name.Value)),
        Joined(item.Elements("category").Select(category => category.Value)),
        (string?)item.Element(Dublin + "language"),
        WebUtility.HtmlDecode((string?)item.Element("description")),
        (string?)item.Element(Content + "encoded"));

    public static SeenEntry OfAtom(XElement entry) => new(
        entry.Element(Atom + "id")!.Value,
        entry.Element(Atom + "title")!.Value,
        SeenFeed.Link(entry, "alternate")!,
        Instant(entry.Element(Atom + "published")!.Value),
        Instant(entry.Element(Atom + "updated")!.Value),
        Joined(entry.Elements(Atom + "author").Select(author => author.Element(Atom + "name")!.Value)),
        Joined(entry.Elements(Atom + "category").Select(category => category.Attribute("term")!.Value)),
        (string?)entry.Attribute(XNamespace.Xml + "lang"),
        (string?)entry.Element(Atom + "summary"),
        (string?)entry.Element(Atom + "content"));

    public static SeenEntry OfJson(JsonElement item) => new(
        Text(item, "id")!,
        Text(item, "title")!,
        Text(item, "url")!,
        Instant(Text(item, "date_published")!),
        Instant(Text(item, "date_modified")!),
        Joined(List(item, "authors").Select(author => Text(author, "name")!)),
        Joined(List(item, "tags").Select(tag => tag.GetString()!)),
        Text(item, "language"),
        Text(item, "summary"),
        Text(item, "content_html"));

    public static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IEnumerable<JsonElement> List(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.EnumerateArray() : [];

    private static string Joined(IEnumerable<string> names) => string.Join(" | ", names);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
