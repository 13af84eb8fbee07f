namespace Publisher.Benchmarks;

/// <summary>Leads Hugo to do no more than is measured: one feed of the newest 20 with their whole content, and no pages.</summary>
internal static class HugoSite
{
    public static void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "layouts", "_default"));
        File.WriteAllText(Path.Combine(folder, "config.toml"), Config);
        File.WriteAllText(Path.Combine(folder, "layouts", "_default", "single.html"), "{{ .Content }}");
        File.WriteAllText(Path.Combine(folder, "layouts", "index.atom20.xml"), Feed);
    }

    // Fast render would leave the feed as it was.
    private const string Config = """
        baseURL = "https://blog.example/"
        title = "Blog"
        disableKinds = ["taxonomy", "term", "section", "404", "robotsTXT", "sitemap"]
        disableLiveReload = true
        disableFastRender = true
        [outputs]
        home = ["atom20"]
        [[cascade]]
        [cascade._target]
        kind = "page"
        [cascade._build]
        render = "link"
        list = "always"
        publishResources = false
        [mediaTypes."application/x-atom20"]
        suffixes = ["xml"]
        [outputFormats.atom20]
        mediaType = "application/x-atom20"
        baseName = "atom"
        isPlainText = true
        noUgly = false
        """;

    private const string Feed = """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><id>{{ .Site.BaseURL }}</id><updated>{{ now.Format "2006-01-02T15:04:05Z07:00" }}</updated>
        {{ range first 20 .Site.RegularPages.ByDate.Reverse }}<entry><title>{{ .Title | html }}</title><link href="{{ .Permalink }}"/><id>{{ .Permalink }}</id><updated>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</updated><content type="html">{{ .Content | html }}</content></entry>
        {{ end }}</feed>
        """;
}
