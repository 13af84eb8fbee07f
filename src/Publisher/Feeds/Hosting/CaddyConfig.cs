using System.Buffers;
using System.Globalization;
using System.Text;

namespace Publisher.Feeds.Hosting;

/// <summary>For Caddy 2: what stands inside the block of the site in a Caddyfile.</summary>
internal static class CaddyConfig
{
    // No address that a post leads to is this word.
    private const string Gone = "gone";

    private static readonly SearchValues<char> s_special = SearchValues.Create("{}\"\\`\n");

    public static string Text(StaticSite site)
    {
        var text = new StringBuilder("# Made by publisher build --host-config caddy: import it in the block of the site.\n");
        foreach (var (number, kind) in site.Kinds.Index())
            Feed(text, site, kind, $"publisher{number}");
        Moves(text, [.. site.Aliases, .. site.Moves]);
        return text.ToString();
    }

    private static void Feed(StringBuilder text, StaticSite site, FeedKind kind, string name)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n@{name} path_regexp {name} `^{Pattern(site.Path)}((?:.*/)?{kind.Name})$`\nhandle @{name} {{\n");
        text.Append("\t@options method OPTIONS\n\thandle @options {\n");
        Header(text, "\t\t", "Allow", FeedHeaders.Methods);
        Header(text, "\t\t", "Access-Control-Allow-Origin", "*");
        Header(text, "\t\t", "Access-Control-Allow-Methods", FeedHeaders.Methods);
        Header(text, "\t\t", "Access-Control-Allow-Headers", FeedHeaders.AllowedHeaders);
        text.Append("\t\trespond 204\n\t}\n\t@other not method GET HEAD\n\thandle @other {\n");
        Header(text, "\t\t", "Allow", FeedHeaders.Methods);
        text.Append("\t\trespond 405\n\t}\n\thandle {\n");
        text.Append("\t\trequest_header -Range\n");
        // Deferred, so that it stands there once: Caddy adds its own to what is compressed.
        text.Append(CultureInfo.InvariantCulture, $"\t\theader {{\n\t\t\tVary {FeedHeaders.Vary}\n\t\t\tdefer\n\t\t}}\n");
        foreach (var (header, value) in FeedHeaders.Static.Where(header => header.Name != "Vary"))
            Header(text, "\t\t", header, value);
        Header(text, "\t\t", "Content-Type", kind.ContentType);
        text.Append(CultureInfo.InvariantCulture, $"\t\troot * {Quoted(Settled(site.Folder))}\n\t\trewrite * /{{re.{name}.1}}\n\t\tfile_server {{\n\t\t\tprecompressed br gzip\n\t\t}}\n\t}}\n}}\n");
    }

    private static void Moves(StringBuilder text, IReadOnlyList<Move> moves)
    {
        if (moves.Count == 0)
            return;
        text.Append("\nmap {path} {publisher_moved} {\n");
        foreach (var move in moves)
            text.Append(CultureInfo.InvariantCulture, $"\t`~^{Pattern(move.From)}/?$` {Quoted(move.To ?? Gone)}\n");
        text.Append("\tdefault \"\"\n}\n@publisher_gone expression `{publisher_moved} == \"gone\"`\nrespond @publisher_gone 410\n@publisher_moved expression `{publisher_moved} != \"\" && {publisher_moved} != \"gone\"`\nredir @publisher_moved {publisher_moved} 301\n");
    }

    private static void Header(StringBuilder text, string indent, string name, string value) =>
        text.Append(indent).Append("header ").Append(name).Append(' ').Append(Quoted(value)).Append('\n');

    // A regular expression of letters, digits and character numbers: it holds nothing that a Caddyfile reads as quote, placeholder or variable.
    private static string Pattern(string path)
    {
        var pattern = new StringBuilder();
        foreach (var rune in path.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '/'))
                pattern.Append((char)rune.Value);
            else
                pattern.Append(CultureInfo.InvariantCulture, $@"\x{{{rune.Value:x}}}");
        }

        return pattern.ToString();
    }

    private static string Quoted(string value) => '"' + value + '"';

    private static string Settled(string folder) => folder.AsSpan().ContainsAny(s_special)
        ? throw new FeedException($"Caddy would not read the folder {folder} as it is written; name another in feeds.folder, without braces, quotes and backslashes")
        : folder;
}
