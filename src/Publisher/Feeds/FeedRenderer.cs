using System.Text.Json;
using System.Xml;
using Publisher.Feeds.Splicing;

namespace Publisher.Feeds;

/// <summary>Renders a feed in one format and reads it back strictly, so that nothing broken is ever published.</summary>
internal static class FeedRenderer
{
    /// <param name="entries">The entries of the feed, in a form that can be gone through once.</param>
    /// <param name="output">Empty, and can be read again.</param>
    /// <returns>Where the entries lie in it.</returns>
    /// <exception cref="FeedException">It could not be written, or not be read back.</exception>
    public static EntryMarks Render(Feed feed, IEnumerable<Entry> entries, FeedFile file, Stream output)
    {
        try
        {
            return RenderChecked(feed with { Entries = entries, Authors = feed.Authors }, file, output, FeedAddress.Below(feed.SiteUrl, file.Name));
        }
        catch (Exception fault) when (IsFault(fault))
        {
            throw Explain(feed, file, fault);
        }
    }

    /// <summary>In memory.</summary>
    /// <param name="self">Where the file will be served; by default its name below the feed's site.</param>
    /// <exception cref="FeedException">It could not be written, or not be read back.</exception>
    public static byte[] Render(Feed feed, FeedFile file, Uri? self = null)
    {
        try
        {
            using var output = new MemoryStream();
            RenderChecked(feed, file, output, self ?? FeedAddress.Below(feed.SiteUrl, file.Name));
            return output.ToArray();
        }
        catch (Exception fault) when (IsFault(fault))
        {
            throw Explain(feed, file, fault);
        }
    }

    private static EntryMarks RenderChecked(Feed feed, FeedFile file, Stream output, Uri self)
    {
        var marks = new EntryMarks();
        WriterOf(file.Format)(feed, self, output, marks);
        output.Position = 0;
        if (file.Format == FeedFormat.Json)
            CheckJson(output);
        else
            CheckXml(output);
        return marks;
    }

    private static Action<Feed, Uri, Stream, EntryMarks> WriterOf(FeedFormat? format) => format switch
    {
        FeedFormat.Rss => RssWriter.Write,
        FeedFormat.Atom => AtomWriter.Write,
        FeedFormat.Json => JsonFeedWriter.Write,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    internal static void CheckXml(Stream xml)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = true };
        using var reader = XmlReader.Create(xml, settings);
        while (reader.Read())
        {
        }
    }

    internal static void CheckJson(Stream json)
    {
        byte[] buffer = new byte[64 * 1024];
        var state = new JsonReaderState();
        int held = 0;
        for (int read = -1; read != 0;)
        {
            read = json.Read(buffer, held, buffer.Length - held);
            var reader = new Utf8JsonReader(buffer.AsSpan(0, held + read), isFinalBlock: read == 0, state);
            while (reader.Read())
            {
            }

            state = reader.CurrentState;
            int done = (int)reader.BytesConsumed;
            held += read - done;
            buffer.AsSpan(done, held).CopyTo(buffer);
            if (held == buffer.Length)
                Array.Resize(ref buffer, held * 2);
        }
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
            using var output = new MemoryStream();
            RenderChecked(feed, file, output, FeedAddress.Below(feed.SiteUrl, file.Name));
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
