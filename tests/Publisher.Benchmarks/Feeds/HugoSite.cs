namespace Publisher.Benchmarks.Feeds;

/// <summary>Leads Hugo to do no more than is measured: feeds with whole posts, and no pages.</summary>
internal static class HugoSite
{
    /// <param name="all">RSS and Atom of all posts and of the newest 20; else Atom of the newest 20 alone.</param>
    public static void Write(string folder, bool all)
    {
        var feeds = Feeds(all).ToList();
        Directory.CreateDirectory(Path.Combine(folder, "layouts", "_default"));
        File.WriteAllText(Path.Combine(folder, "config.toml"), $"{Config}\n[outputs]\nhome = [{string.Join(", ", feeds.Select(feed => $"\"{feed.Name}\""))}]\n{string.Concat(feeds.Select(feed => Format(feed.Name)))}");
        File.WriteAllText(Path.Combine(folder, "layouts", "_default", "single.html"), "{{ .Content }}");
        foreach (var (name, text) in feeds)
            File.WriteAllText(Path.Combine(folder, "layouts", $"index.{name}.xml"), text);
    }

    private static IEnumerable<(string Name, string Text)> Feeds(bool all)
    {
        yield return ("atom20", Atom("first 20 .Site.RegularPages.ByDate.Reverse"));
        if (!all)
            yield break;
        yield return ("atomall", Atom(".Site.RegularPages.ByDate.Reverse"));
        yield return ("rss20", Rss("first 20 .Site.RegularPages.ByDate.Reverse"));
        yield return ("rssall", Rss(".Site.RegularPages.ByDate.Reverse"));
    }

    // Fast render would leave the feed as it was.
    private const string Config = """
        baseURL = "https://blog.example/"
        title = "Blog"
        disableKinds = ["taxonomy", "term", "section", "404", "robotsTXT", "sitemap"]
        disableLiveReload = true
        disableFastRender = true
        [markup.goldmark.renderer]
        unsafe = true
        [markup.highlight]
        codeFences = false
        [[cascade]]
        [cascade._target]
        kind = "page"
        [cascade._build]
        render = "link"
        list = "always"
        publishResources = false
        """;

    private static string Format(string name) => $"""

        [mediaTypes."application/x-{name}"]
        suffixes = ["xml"]
        [outputFormats.{name}]
        mediaType = "application/x-{name}"
        baseName = "{name}"
        isPlainText = true
        noUgly = false

        """;

    private static string Atom(string posts) => $$$"""
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><id>{{ .Site.BaseURL }}</id><updated>{{ now.Format "2006-01-02T15:04:05Z07:00" }}</updated>
        {{ range {{{posts}}} }}<entry><title>{{ .Title | html }}</title><link href="{{ .Permalink }}"/><id>{{ .Permalink }}</id><updated>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</updated><content type="html">{{ .Content | html }}</content></entry>
        {{ end }}</feed>
        """;

    private static string Rss(string posts) => $$$"""
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0"><channel><title>Blog</title><link>{{ .Site.BaseURL }}</link><description>Blog</description>
        {{ range {{{posts}}} }}<item><title>{{ .Title | html }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid><pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate><description>{{ .Content | html }}</description></item>
        {{ end }}</channel></rss>
        """;
}
