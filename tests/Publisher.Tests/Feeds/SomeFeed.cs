using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

/// <summary>Feeds and entries to try things on.</summary>
internal static class SomeFeed
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Uri Self = new("https://example.org/blog/feed-under-test");

    public static Feed With(params Entry[] entries) => new(
        "tag:example.org,2026:blog", "A blog", "About things", new("https://example.org/blog/"), "en", "© Ann", Noon, entries);

    public static Entry Entry(string title = "A post", string? html = "<p>Text.</p>", string summary = "Text.") => new(
        "tag:example.org,2026:a-post", title, new("https://example.org/blog/a-post/"), Noon.AddDays(-1), Noon,
        ["Ann"], [new("News")], null, summary, html, null);

    /// <summary>Three entries with what broke other generators.</summary>
    public static Feed Hostile() => new(
        "tag:example.org,2026:hostile",
        "Tom & Jerry's <blog> \u0001of \"things\"",
        "A < B & C > D",
        new("https://example.org/blog"),
        "ja",
        "© 2026 Tom & Jerry",
        new(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(9)),
        [Markup(), Characters(), Bare()]);

    private static Entry Markup() => new(
        "urn:uuid:5f2c1d7e-8a55-4c3b-9a53-0e1f5c1c9b01",
        "& < > \" &amp; <3 List<T> &nbsp; ]]>",
        new("https://example.org/blog/日本語?q=a&b=<c>"),
        new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(9)),
        new(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(9)),
        ["Ann & Bob <ann@example.org>", "Émile"],
        [new("C# & F#", new("https://example.org/blog/categories/")), new("List<T>"), new(" ")],
        "en-GB",
        "Generics: List<T> & ]]> &amp; friends",
        "<p>A CDATA ends with <code>]]&gt;</code> or ]]> itself.</p>\r\n<pre>a  &lt;\n\tb</pre>",
        new("https://example.org/blog/cover image.png?a=1&b=2"));

    private static Entry Characters() => new(
        "https://example.org/blog/characters/",
        "nul\0 bell\a \ud800lone\udc00 nel\u0085 \ufffe\uffff 👩‍💻 עברית e\u0301 line\u2028separator \ufffd",
        new("https://example.org/blog/characters/"),
        new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
        new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
        ["山田\u0003太郎"],
        [new("日本語"), new("🦀")],
        null,
        "\u001bSummary 👩‍💻\tof \u202eRTL\u202c\ud83d",
        "<p>\u000b日本語の<b>本文</b> 👩‍💻 \u2028 \ufffd\ud83d</p>",
        null);

    private static Entry Bare() => new(
        "tag:example.org,1970:bare",
        "",
        new("https://bücher.example/bare"),
        new(1969, 12, 31, 22, 0, 0, TimeSpan.FromHours(-2)),
        new(1970, 1, 1, 0, 0, 1, TimeSpan.Zero),
        [],
        [],
        null,
        "",
        null,
        null);
}
