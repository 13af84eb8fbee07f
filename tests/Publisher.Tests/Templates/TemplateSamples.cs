namespace Publisher.Tests.Templates;

/// <summary>Models for every page and mail, in English and Japanese, with the things that go wrong in them.</summary>
internal static class TemplateSamples
{
    public const string Hostile = "<script>alert('1')</script> & \"quotes\"";

    private const string EnglishHtml = """
        <p>Good typography is <em>quiet</em>. It carries the <a href="https://example.com/reading">reader’s eye</a> along the line and back to the next one, and asks for no attention of its own. The measure, the leading and the size depend on each other: change one, and the others have to follow.</p>
        <h2>The measure</h2>
        <p>Between sixty and seventy-five characters a line is comfortable. Use <code>max-width: 38em</code> and let the margins be <strong>generous</strong>.</p>
        <ul><li>Short lines make the eye jump.</li><li>Long lines make it lose its place.</li></ul>
        <blockquote><p>A page that is easy to read has had somebody care about it.</p></blockquote>
        <pre><code>var measure = TimeSpan.FromMinutes(1).TotalSeconds * 38; // a line that is far too long for any telephone to show without scrolling
        return measure;</code></pre>
        <h3>In numbers</h3>
        <table><thead><tr><th scope="col">Medium</th><th scope="col">Characters</th><th scope="col">Leading</th><th scope="col">Remarks</th></tr></thead><tbody><tr><td>Book</td><td>66</td><td>1.4</td><td>the old rule of thumb</td></tr><tr><td>Screen</td><td>72</td><td>1.6</td><td>a little more air</td></tr></tbody></table>
        <p>That is all there is to it.</p>
        """;

    private const string JapaneseHtml = """
        <p>読みやすい文字組みは、静かなものです。行の長さ、行間、文字の大きさは互いに関わり合っていて、どれか一つを変えれば、残りも合わせて変える必要があります。「読者の目」を<a href="https://example.com/ja">次の行</a>へ自然に運ぶこと——それだけが目的です。</p>
        <h2>一行の長さについて</h2>
        <p>日本語では、一行に35字から40字ほどが読みやすいといわれています。<code>max-width: 38em</code>と書けば、おおよそその長さになります。<strong>余白は広めに</strong>とりましょう。</p>
        <ul><li>短すぎる行は、目を疲れさせます。</li><li>長すぎる行は、次の行を見失わせます。</li></ul>
        <blockquote><p>読みやすい紙面の陰には、必ず誰かの心配りがある。</p></blockquote>
        <pre><code>var 一行 = 38; // コメント</code></pre>
        """;

    public static object Site(string language) => language == "ja"
        ? new { title = "活字と余白", url = new Uri("https://example.com/"), description = "文字組みと本づくりについての覚え書き", language }
        : new { title = "Type & Margin", url = new Uri("https://example.com/"), description = "Notes on setting text", language };

    public static object[] Feeds { get; } =
    [
        new { title = "RSS", url = new Uri("https://example.com/rss.xml"), type = "application/rss+xml" },
        new { title = "Atom", url = new Uri("https://example.com/atom.xml"), type = "application/atom+xml" },
        new { title = "JSON Feed", url = new Uri("https://example.com/feed.json"), type = "application/feed+json" },
    ];

    public static SamplePost[] Posts(string language) => language == "ja"
        ? [.. JapaneseTitles.Select((title, i) => Post(title, "ja", i)), Post(Hostile, "en", 3)]
        : [.. EnglishTitles.Select((title, i) => Post(title, "en", i)), Post("日本語の記事も混ざります", "ja", 3)];

    public static object Form(string? error = null) =>
        new { email = "someone@example.com", cadence = SampleCadence.Weekly, topics = Topics, error, token = "t0ken" };

    public static object[] Topics { get; } =
        [new { name = "Typography", chosen = true }, new { name = "書評", chosen = false }, new { name = Hostile, chosen = false }];

    public static object Page(string language, string name) => name switch
    {
        "home" => new { Site = Site(language), Feeds, Page = About("Home"), Posts = Posts(language), Form = Form() },
        "feeds" => new { Site = Site(language), Feeds, Page = About("Feeds"), Own = Feeds, Complete = Array.Empty<object>(), List = "/feeds.opml", Groups = new[] { new { kind = "tags", topics = Topics.Select(_ => new { name = Hostile, url = "/tags/x/", feeds = Feeds }).ToList() } } },
        "topic" => new { Site = Site(language), Feeds, Page = About(Hostile), Topic = Hostile, Own = Feeds, Posts = Posts(language), AllFeeds = "/feeds/" },
        "post" => new { Site = Site(language), Feeds, Page = About(Posts(language)[0].Title), Post = Posts(language)[0] },
        "subscribe" => new { Site = Site(language), Feeds, Page = About("Subscribe"), Form = Form("Please check the address.") },
        "message" => new { Site = Site(language), Feeds, Page = About("!"), Heading = Hostile, Text = "…", Link = new { Url = "/subscribe", Text = "Go" } },
        _ => new
        {
            Site = Site(language),
            Feeds,
            Page = About(name),
            Email = "s••••••@example.com",
            Action = $"/{name}/t0ken",
            Cadence = "daily",
            Topics,
            Saved = true,
            UnsubscribeUrl = "/unsubscribe/t0ken",
            Languages = new[] { new { Tag = "en", Name = "English", Chosen = true }, new { Tag = "ja", Name = "日本語", Chosen = false } },
            SiteZone = "Asia/Tokyo",
            AddressUrl = "/reader/address/t0ken",
            DataUrl = "/reader/ask-data/t0ken",
            EraseUrl = "/reader/erase/t0ken",
            PreferencesUrl = "/preferences/t0ken",
            FileUrl = "/reader/data/t0ken/file",
            Json = "{}",
            Snippet = Hostile,
        },
    };

    public static object Mail(string language, int posts = 4) => new
    {
        Site = Site(language),
        ConfirmUrl = new Uri("https://example.com/confirm/t0ken"),
        Key = "newAddressMail",
        Email = "s•••@example.com",
        Url = new Uri("https://example.com/reader/new-address/t0ken"),
        PreferencesUrl = new Uri("https://example.com/preferences/t0ken"),
        UnsubscribeUrl = new Uri("https://example.com/unsubscribe/t0ken"),
        PostalAddress = language == "ja" ? "活字と余白 編集部\n〒100-0001 東京都千代田区千代田1-1" : "Type & Margin\n1 Example Street, London",
        Reason = language == "ja" ? "このメールは、購読をお申し込みいただいた方にお送りしています。" : "You get this mail because you subscribed to Type & Margin.",
        Cadence = "weekly",
        Post = Posts(language)[0],
        Posts = Posts(language)[..posts],
    };

    private static readonly string[] EnglishTitles = ["The quiet page: on measure, leading and size", Hostile, "Ten typefaces for the screen"];

    private static readonly string[] JapaneseTitles = ["静かな紙面——行の長さと行間、そして文字の大きさについて", "画面のための明朝体を選ぶ", "余白は何のためにあるのか"];

    private static object About(string title) => new { title, description = "A page", url = new Uri("https://example.com/page/") };

    private static SamplePost Post(string title, string language, int number) => new(
        title,
        new Uri($"https://example.com/posts/{number}/日本"),
        new DateTimeOffset(2026, 2, 11 - number, 9, 0, 0, TimeSpan.FromHours(9)),
        new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(9)),
        language == "ja" ? ["山田花子", "佐藤一郎"] : ["Ada Example"],
        language == "ja" ? ["文字組み"] : ["Typography", "Craft"],
        ["css", "layout"],
        language == "ja" ? "読みやすい文字組みは、静かなものです。行の長さと行間、文字の大きさは互いに関わり合っています。" : "Good typography is quiet. The measure, the leading and the size depend on each other.",
        language == "ja" ? "読みやすい文字組みは、静かなものです。" : "Good typography is quiet.",
        language == "ja" ? JapaneseHtml : EnglishHtml,
        language,
        null);
}

/// <summary>A post as templates see it.</summary>
internal sealed record SamplePost(
    string Title,
    Uri Url,
    DateTimeOffset Published,
    DateTimeOffset Updated,
    IReadOnlyList<string> Authors,
    IReadOnlyList<string> Categories,
    IReadOnlyList<string> Tags,
    string Summary,
    string Text,
    string Html,
    string Language,
    Uri? Image);

/// <summary>As an enumeration, to see that it is written in small letters.</summary>
internal enum SampleCadence
{
    Instant,
    Weekly,
}
