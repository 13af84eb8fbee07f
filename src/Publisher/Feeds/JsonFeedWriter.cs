using System.Text.Json;

namespace Publisher.Feeds;

/// <summary>Writes a feed as JSON Feed 1.1 (jsonfeed.org/version/1.1).</summary>
internal static class JsonFeedWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    public static void Write(Feed feed, Uri self, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
            WriteFeed(json, feed, self);
        output.WriteByte((byte)'\n');
    }

    private static void WriteFeed(Utf8JsonWriter json, Feed feed, Uri self)
    {
        json.WriteStartObject();
        JsonText.Write(json, "version", "https://jsonfeed.org/version/1.1");
        JsonText.Write(json, "title", feed.Title);
        JsonText.Write(json, "home_page_url", FeedAddress.Text(feed.SiteUrl));
        JsonText.Write(json, "feed_url", FeedAddress.Text(self));
        WriteText(json, "description", feed.Description);
        WriteText(json, "language", feed.Language);
        WriteAuthors(json, feed.Authors.Distinct(StringComparer.Ordinal));
        json.WriteStartArray("items");
        foreach (var entry in feed.Entries)
        {
            WriteItem(json, entry);
            // The writer keeps all that it is not told to let go.
            json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, Entry entry)
    {
        json.WriteStartObject();
        JsonText.Write(json, "id", entry.Id);
        JsonText.Write(json, "url", FeedAddress.Text(entry.Url));
        JsonText.Write(json, "title", entry.Title);
        JsonText.Write(json, entry.Html is null ? "content_text" : "content_html", entry.Html ?? entry.Summary);
        WriteText(json, "summary", entry.Summary);
        WriteText(json, "image", entry.Image is null ? null : FeedAddress.Text(entry.Image));
        JsonText.Write(json, "date_published", FeedDate.Rfc3339(entry.Published));
        JsonText.Write(json, "date_modified", FeedDate.Rfc3339(entry.Updated));
        WriteAuthors(json, entry.Authors);
        WriteTags(json, entry.Categories);
        WriteText(json, "language", entry.Language);
        json.WriteEndObject();
    }

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

    private static void WriteTags(Utf8JsonWriter json, IEnumerable<string> categories)
    {
        string[] tags = [.. XmlText.CleanAll(categories)];
        if (tags.Length > 0)
            JsonText.Write(json, "tags", tags);
    }
}
