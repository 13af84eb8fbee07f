using System.Buffers;
using System.Text.RegularExpressions;
using Publisher.Posts.Reading;

namespace Publisher.Posts.Rendering;

/// <summary>What addresses in a post mean. One that leads to a file beside the post leads to where that file is served; any other is read against the post's own address.</summary>
/// <param name="PostsFolder">The folder that <paramref name="PostPath"/> is relative to.</param>
internal sealed partial record PostLinks(Uri SiteUrl, Uri PostUrl, string PostsFolder, string PostPath)
{
    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./");

    private readonly string root = Path.GetFullPath(PostsFolder);

    public string Absolute(string address)
    {
        var trimmed = OneLine(address);
        if (trimmed.Length == 0 || HasScheme(trimmed))
            return trimmed;
        if (trimmed[0] == '/' && !trimmed.StartsWith("//", StringComparison.Ordinal))
            return Join(SiteUrl, trimmed, trimmed);
        return Beside(trimmed) is { } file ? Permalinks.Address(SiteUrl, file).AbsoluteUri : Join(PostUrl, trimmed, trimmed);
    }

    /// <summary>A <c>srcset</c>: addresses, each with what it is for. An address may hold commas (HTML, parsing a srcset attribute).</summary>
    public string AbsoluteSet(string set) =>
        string.Join(", ", Candidate().Matches(set).Select(match => $"{Absolute(match.Groups["address"].Value)} {match.Groups["use"].Value.Trim()}".TrimEnd()));

    // As browsers read it (URL Standard, section 4.4).
    private static string OneLine(string address) =>
        address.AsSpan().ContainsAny('\t', '\n', '\r') ? string.Concat(address.Split('\t', '\n', '\r')).Trim() : address.Trim();

    private static string Join(Uri against, string relative, string otherwise) =>
        Plainly(against, relative) ?? (Uri.TryCreate(against, relative, out var absolute) ? absolute.AbsoluteUri : otherwise);

    // What nearly all are: plain names below the folder of the page or of the host, or a part of the page. They only need to be put behind it.
    private static string? Plainly(Uri against, string relative)
    {
        var page = against.AbsoluteUri;
        var hash = relative.IndexOf('#', StringComparison.Ordinal);
        var name = hash < 0 ? relative : relative.AsSpan(0, hash);
        var part = hash < 0 ? default : relative.AsSpan(hash + 1);
        if (part.ContainsAnyExcept(PlainCharacters) || name.ContainsAnyExcept(PlainCharacters) || page.AsSpan().ContainsAny('?', '#'))
            return null;
        if (name.IsEmpty)
            return string.Concat(page, relative);
        var plain = name[0] == '.' || name[0] == '/' ? name[1..] : name;
        if ((name[0] == '.' && plain is not ['/', ..]) || name.Contains("/.", StringComparison.Ordinal) || name.Contains("//", StringComparison.Ordinal))
            return null;
        var folder = name[0] == '/' ? page.IndexOf('/', page.IndexOf("://", StringComparison.Ordinal) + 3) : page.LastIndexOf('/');
        return string.Concat(page.AsSpan(0, folder + 1), plain.TrimStart('/'), relative.AsSpan(name.Length));
    }

    private static bool HasScheme(string address) =>
        address.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && !address.AsSpan(0, colon).ContainsAnyExcept(SchemeCharacters);

    /// <summary>The query and the fragment of an address.</summary>
    private static string Rest(string address) => address.IndexOfAny(['?', '#']) is >= 0 and var end ? address[end..] : "";

    private string? Beside(string address)
    {
        var name = Uri.UnescapeDataString(address.Split('?', '#')[0]);
        if (name.Length == 0 || name.StartsWith('/') || name.Contains('\0', StringComparison.Ordinal))
            return null;
        var full = Path.GetFullPath(Path.Combine(root, Path.GetDirectoryName(PostPath) ?? "", name));
        return full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(full)
            ? string.Join('/', Path.GetRelativePath(root, full).Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)) + Rest(address)
            : null;
    }

    [GeneratedRegex(@"(?<address>[^\s,]\S*?)(,+(?=\s|$)|\s*$|\s+(?<use>[^,]*)(,|$))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Candidate();
}
