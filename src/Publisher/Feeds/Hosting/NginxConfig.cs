using System.Text;

namespace Publisher.Feeds.Hosting;

/// <summary>For nginx: what stands inside the <c>server</c> block of the site.</summary>
internal static class NginxConfig
{
    public static string Text(StaticSite site)
    {
        var text = new StringBuilder("# Made by publisher build --host-config nginx: include it in the server block of the site.\n");
        foreach (var kind in site.Kinds)
            Feed(text, site, kind);
        foreach (var move in site.Aliases.Concat(site.Moves))
            Moved(text, move);
        return text.ToString();
    }

    private static void Feed(StringBuilder text, StaticSite site, FeedKind kind)
    {
        text.Append("\nlocation ~ ").Append(Quoted($"^{System.Text.RegularExpressions.Regex.Escape(site.Path)}(?<publisher_feed>(?:.*/)?{kind.Name})$")).Append(" {\n");
        text.Append("    alias ").Append(Quoted(Path.TrimEndingDirectorySeparator(Settled(site.Folder)) + "/$publisher_feed")).Append(";\n");
        text.Append("    types { }\n    default_type ").Append(Quoted(kind.ContentType)).Append(";\n");
        text.Append("    gzip_static on; gzip_proxied any; gzip_http_version 1.0; gzip_vary off;\n");
        text.Append("    # brotli_static on;  # where nginx has ngx_brotli (Debian: libnginx-mod-http-brotli-static)\n    max_ranges 0; if_modified_since before;\n");
        foreach (var (name, value) in FeedHeaders.Static)
            Header(text, "    ", name, value);
        text.Append("    if ($request_method = OPTIONS) {\n");
        Header(text, "        ", "Allow", FeedHeaders.Methods);
        Header(text, "        ", "Access-Control-Allow-Origin", "*");
        Header(text, "        ", "Access-Control-Allow-Methods", FeedHeaders.Methods);
        Header(text, "        ", "Access-Control-Allow-Headers", FeedHeaders.AllowedHeaders);
        text.Append("        return 204;\n    }\n    if ($request_method !~ \"^(GET|HEAD)$\") {\n");
        Header(text, "        ", "Allow", FeedHeaders.Methods);
        text.Append("        return 405;\n    }\n}\n");
    }

    private static void Moved(StringBuilder text, Move move)
    {
        foreach (string from in new[] { move.From, move.From + "/" })
            text.Append("location = ").Append(Quoted(from)).Append(" { absolute_redirect off; return ").Append(move.To is null ? "410" : $"301 {Quoted(move.To)}").Append("; }\n");
    }

    private static void Header(StringBuilder text, string indent, string name, string value) =>
        text.Append(indent).Append("add_header ").Append(name).Append(' ').Append(Quoted(value)).Append(" always;\n");

    // In nginx's quotes a backslash takes its next character for what it is, but n, r and t for controls. A path of "location =" holds no variables.
    private static string Quoted(string value) => '"' + value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal) + '"';

    private static string Settled(string folder) => folder.Contains('$', StringComparison.Ordinal)
        ? throw new FeedException($"nginx would read the \"$\" in {folder} as a variable; name another folder in feeds.folder")
        : folder;
}
