using System.Text.Json;
using System.Xml;

namespace Publisher.Feeds;

/// <summary>Renders a feed in one format and reads it back strictly, so that nothing broken is ever published.</summary>
internal static class FeedRenderer
{
    /// <param name="self">Where the file will be served; by default its name below the feed's site.</param>
    /// <exception cref="FeedException">It could not be written, or not be read back.</exception>
    public static byte[] Render(Feed feed, FeedFile file, Uri? self = null)
    {
        try
        {
            return RenderChecked(feed, file, self ?? FeedAddress.Below(feed.SiteUrl, file.Name));
        }
        catch (Exception fault) when (IsFault(fault))
        {
            throw Explain(feed, file, fault);
        }
    }

    private static byte[] RenderChecked(Feed feed, FeedFile file, Uri self)
    {
        using var output = new MemoryStream();
        WriterOf(file.Format)(feed, self, output);
        byte[] bytes = output.ToArray();
        if (file.Format == FeedFormat.Json)
            CheckJson(bytes);
        else
            CheckXml(bytes);
        return bytes;
    }

    private static Action<Feed, Uri, Stream> WriterOf(FeedFormat format) => format switch
    {
        FeedFormat.Rss => RssWriter.Write,
        FeedFormat.Atom => AtomWriter.Write,
        FeedFormat.Json => JsonFeedWriter.Write,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    internal static void CheckXml(byte[] bytes)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = true };
        using var reader = XmlReader.Create(new MemoryStream(bytes), settings);
        while (reader.Read())
        {
        }
    }

    internal static void CheckJson(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
    }

    private static FeedException Explain(Feed feed, FeedFile file, Exception fault)
    {
        var entry = feed.Entries.FirstOrDefault(entry => Fails(feed with { Entries = [entry] }, file));
        bool feedItself = Fails(feed with { Entries = [] }, file);
        return entry is null || feedItself
            ? new($"The feed \"{feed.Title}\" could not be rendered as {file.Name}: {fault.Message}", fault)
            : new($"The feed \"{feed.Title}\" could not be rendered as {file.Name} because of the entry \"{entry.Title}\" ({entry.Id}): {fault.Message}", fault, entry.Id);
    }

    private static bool Fails(Feed feed, FeedFile file)
    {
        try
        {
            RenderChecked(feed, file, FeedAddress.Below(feed.SiteUrl, file.Name));
            return false;
        }
        catch (Exception fault) when (IsFault(fault))
        {
            return true;
        }
    }

    // A value that the model forbids reaches us as one of these; anything else is a fault of the machine.
    private static bool IsFault(Exception fault) =>
        fault is XmlException or JsonException or ArgumentException or InvalidOperationException or FormatException or NullReferenceException;
}
