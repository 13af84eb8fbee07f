using System.Text.Json;
using Publisher.Feeds.Splicing;
using Publisher.Posts;

namespace Publisher.Feeds;

/// <summary>Writes a feed as JSON Feed 1.1 (jsonfeed.org/version/1.1).</summary>
internal static class JsonFeedWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    public static void Write(Feed feed, Uri self, Stream output, EntryMarks marks)
    {
        using (var json = new Utf8JsonWriter(output, Options))
            WriteFeed(json, feed, self, marks.Follow(feed.Entries, output, json.Flush));
        output.WriteByte((byte)'\n');
    }

    private static void WriteFeed(Utf8JsonWriter json, Feed feed, Uri self, IEnumerable<Entry> entries)
    {
        json.WriteStartObject();
        JsonText.Write(json, "version", "https://jsonfeed.org/version/1.1");
        JsonText.Write(json, "title", feed.Title);
        JsonText.Write(json, "home_page_url", FeedAddress.Text(feed.SiteUrl));
        JsonText.Write(json, "feed_url", FeedAddress.Text(self));
        WriteText(json, "description", feed.Description);
        WriteAddress(json, "icon", feed.Icon);
        WriteAddress(json, "next_url", feed.Older is null ? null : FeedFormats.Address(feed.SiteUrl, feed.Older, FeedFormat.Json));
        WriteText(json, "language", feed.Language);
        WriteAuthors(json, feed.Authors.Distinct(StringComparer.Ordinal));
        WriteHubs(json, feed.Hubs);
        json.WriteStartArray("items");
        foreach (var entry in entries)
            WriteItem(json, entry);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, Entry entry)
    {
        json.WriteStartObject();
        JsonText.Write(json, "id", entry.Id);
        JsonText.Write(json, "url", FeedAddress.Text(entry.Url));
        WriteAddress(json, "external_url", entry.External);
        JsonText.Write(json, "title", entry.Title);
        JsonText.Write(json, entry.Html is null ? "content_text" : "content_html", entry.Html ?? entry.Summary);
        WriteText(json, "summary", entry.Summary);
        WriteAddress(json, "image", entry.Image);
        JsonText.Write(json, "date_published", FeedDate.Rfc3339(entry.Published));
        JsonText.Write(json, "date_modified", FeedDate.Rfc3339(entry.Updated));
        WriteAuthors(json, entry.Authors);
        WriteTags(json, entry.Categories.Select(category => category.Name));
        WriteText(json, "language", entry.Language);
        WriteAttachments(json, entry.Enclosures);
        json.WriteEndObject();
    }

    private static void WriteAttachments(Utf8JsonWriter json, IReadOnlyList<Enclosure> enclosures)
    {
        if (enclosures.Count == 0)
            return;
        json.WriteStartArray("attachments");
        foreach (var enclosure in enclosures)
        {
            json.WriteStartObject();
            WriteAddress(json, "url", enclosure.Url);
            JsonText.Write(json, "mime_type", EnclosureType.Of(enclosure));
            if (enclosure.Length is { } length)
                json.WriteNumber("size_in_bytes", length);
            if (enclosure.Duration is { } duration)
                json.WriteNumber("duration_in_seconds", (long)duration.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAddress(Utf8JsonWriter json, string name, Uri? address) => WriteText(json, name, address is null ? null : FeedAddress.Text(address));

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (XmlText.CleanOrNull(text) is { } clean)
            JsonText.Write(json, name, clean);
    }

    private static void WriteAuthors(Utf8JsonWriter json, IEnumerable<string> authors)
    {
        string[] names = [.. XmlText.CleanAll(authors)];
        if (names.Length == 0)
            return;
        json.WriteStartArray("authors");
        foreach (string name in names)
        {
            json.WriteStartObject();
            JsonText.Write(json, "name", name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteHubs(Utf8JsonWriter json, IReadOnlyList<Uri> hubs)
    {
        if (hubs.Count == 0)
            return;
        json.WriteStartArray("hubs");
        foreach (var hub in hubs)
        {
            json.WriteStartObject();
            JsonText.Write(json, "type", "WebSub");
            JsonText.Write(json, "url", FeedAddress.Text(hub));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTags(Utf8JsonWriter json, IEnumerable<string> categories)
    {
        string[] tags = [.. XmlText.CleanAll(categories)];
        if (tags.Length > 0)
            JsonText.Write(json, "tags", tags);
    }
}
