using System.Buffers;
using System.Text;

namespace Publisher.Feeds;

/// <summary>How large entries come out: never less than any format makes of them, so that a feed is cut before it is written.</summary>
internal static class FeedSize
{
    // Addresses, dates, elements and the like of one entry, and of the feed itself.
    private const int Frame = 4096;

    private static readonly SearchValues<char> Marked = SearchValues.Create("&<>\"\\\n\t\u2028\u2029");

    /// <summary>The first entries, as far as they fit. One that fits nowhere gives its summary alone.</summary>
    /// <param name="max">In bytes; 0 for no bound.</param>
    public static IEnumerable<Entry> Cut(IEnumerable<Entry> entries, long max) => max == 0 ? entries : Fitting(entries, max);

    private static IEnumerable<Entry> Fitting(IEnumerable<Entry> entries, long max)
    {
        long left = max - Frame;
        foreach (var entry in entries)
        {
            var fitting = Of(entry) <= max - Frame ? entry : entry with { Html = null, Summary = Short(entry.Summary) };
            if ((left -= Of(fitting)) < 0)
                yield break;
            yield return fitting;
        }
    }

    /// <summary>In bytes, the most that any of the formats takes.</summary>
    public static long Of(Entry entry) => Frame + Of(entry.Title) + (2 * Of(entry.Summary)) + Of(entry.Html)
        + entry.Authors.Sum(name => Of(name) + 64) + entry.Categories.Sum(category => Of(category.Name) + (category.Scheme?.AbsoluteUri.Length ?? 0) + 64);

    private static long Of(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text) + (5L * Count(text));

    private static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (int at; (at = text.IndexOfAny(Marked)) >= 0; text = text[(at + 1)..])
            count++;
        return count;
    }

    private static string Short(string summary) => summary.Length <= 1000 ? summary : string.Concat(summary.AsSpan(0, 1000), "…");
}
