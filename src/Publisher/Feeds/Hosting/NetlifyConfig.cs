using System.Globalization;
using System.Text;

namespace Publisher.Feeds.Hosting;

/// <summary>For Netlify: a <c>netlify.toml</c>. Netlify compresses by itself, and knows no patterns for names: each feed has its entry.</summary>
internal static class NetlifyConfig
{
    public static string Text(StaticSite site)
    {
        var text = new StringBuilder("# Made by publisher build --host-config netlify: the content of netlify.toml, or of a part of it.\n");
        foreach (var feed in site.Feeds)
            Headers(text, site.Path + feed.Name, feed.ContentType);
        // It answers what is not there with 404 and has no 410.
        foreach (var move in site.Aliases.Concat(site.Moves).Where(move => move.To is not null))
            text.Append(CultureInfo.InvariantCulture, $"\n[[redirects]]\nfrom = {Quoted(Escaped(move.From))}\nto = {Quoted(move.To!)}\nstatus = 301\nforce = true\n");
        return text.ToString();
    }

    private static void Headers(StringBuilder text, string path, string type)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n[[headers]]\nfor = {Quoted(Escaped(path))}\n[headers.values]\nContent-Type = {Quoted(type)}\n");
        foreach (var (name, value) in FeedHeaders.Static)
            text.Append(CultureInfo.InvariantCulture, $"{name} = {Quoted(value)}\n");
    }

    // Percent-encoded, so that nothing in it is a wildcard, a placeholder or the end of a string.
    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Quoted(string value) => '"' + value + '"';
}
