using CsCheck;
using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

/// <summary>Generators of feeds whose every field may hold anything.</summary>
internal static class AnyFeed
{
    private static readonly string[] Fragments =
    [
        "]]>", "<![CDATA[", "&", "<", ">", "\"", "'", "&amp;", "&#x3C;", "<3", "List<T>", "&nbsp;", "<!--", "-->", "<?x?>", "</title>",
        "\0", "\u0001", "\u000b", "\u001f", "\u007f", "\u0080", "\u0085", "\u009f", "\ud800", "\udbff", "\udc00", "\udfff", "\ufffe", "\uffff",
        "👩‍💻", "𝒳", "\U0001fffe", "\U0010ffff", "עברית", "\u202e", "\u2028", "\u2029", "\ufeff", "\ufffd", "e\u0301", "日本語",
        " ", "\t", "\n", "\r", "\r\n", "\\", "\\u0000", "\u00a0", "text",
    ];

    public static readonly Gen<string> Text =
        Gen.OneOf(Gen.OneOf(Fragments), Gen.Char.Select(c => c.ToString())).Array[0, 10].Select(string.Concat);

    /// <summary>Any instant of the years 0001 to 9999 at any offset that it may have.</summary>
    public static readonly Gen<DateTimeOffset> Instant =
        Gen.OneOf(Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks], Gen.OneOf(0L, 1L, TimeSpan.TicksPerSecond, DateTimeOffset.MaxValue.UtcTicks))
            .Select(Gen.Int[-14, 14], At);

    private static readonly Gen<Uri> Address = Text.Select(text =>
        Uri.TryCreate("https://example.org/" + text, UriKind.Absolute, out var address) ? address : new Uri("https://example.org/"));

    public static readonly Gen<Entry> Entry =
        from texts in Text.Array[5]
        from url in Address
        from image in Address
        from authors in Text.Array[0, 2]
        from categories in Text.Array[0, 2]
        from published in Instant
        from updated in Instant
        from absent in Gen.Int[0, 7]
        select new Entry(texts[0], texts[1], url, published, updated, authors, [.. categories.Select(name => new Category(name, (absent & 1) == 0 ? url : null))],
            (absent & 1) == 0 ? texts[2] : null, texts[3], (absent & 2) == 0 ? texts[4] : null, (absent & 4) == 0 ? image : null);

    public static readonly Gen<Feed> Feed =
        from texts in Text.Array[5]
        from site in Address
        from updated in Instant
        from entries in Entry.Array[0, 3]
        from absent in Gen.Int[0, 3]
        select new Feed(texts[0], texts[1], (absent & 1) == 0 ? texts[2] : null, site, texts[3], (absent & 2) == 0 ? texts[4] : null, updated, entries);

    private static DateTimeOffset At(long ticks, int hours)
    {
        long local = ticks + (hours * TimeSpan.TicksPerHour);
        bool fits = local >= 0 && local <= DateTime.MaxValue.Ticks;
        return fits ? new(local, TimeSpan.FromHours(hours)) : new(ticks, TimeSpan.Zero);
    }
}
