using System.Buffers;
using Publisher.Posts.Reading;

namespace Publisher.Posts.Rendering;

/// <summary>What addresses in a post mean. One that leads to a file beside the post leads to where that file is served; any other is read against the post's own address.</summary>
/// <param name="PostsFolder">The folder that <paramref name="PostPath"/> is relative to.</param>
internal sealed record PostLinks(Uri SiteUrl, Uri PostUrl, string PostsFolder, string PostPath)
{
    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

    public string Absolute(string address)
    {
        var trimmed = address.Trim();
        if (trimmed.Length == 0 || HasScheme(trimmed))
            return trimmed;
        if (trimmed[0] == '/' && !trimmed.StartsWith("//", StringComparison.Ordinal))
            return Join(SiteUrl, trimmed, trimmed);
        return Beside(trimmed) is { } file ? Permalinks.Address(SiteUrl, file).AbsoluteUri : Join(PostUrl, trimmed, trimmed);
    }

    /// <summary>One entry of a <c>srcset</c>: an address and a descriptor.</summary>
    public string AbsoluteCandidate(string candidate)
    {
        var parts = candidate.Split(' ', 2);
        return parts.Length == 2 ? $"{Absolute(parts[0])} {parts[1].Trim()}" : Absolute(parts[0]);
    }

    private static string Join(Uri against, string relative, string otherwise) =>
        Uri.TryCreate(against, relative, out var absolute) ? absolute.AbsoluteUri : otherwise;

    private static bool HasScheme(string address) =>
        address.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && !address.AsSpan(0, colon).ContainsAnyExcept(SchemeCharacters);

    /// <summary>The query and the fragment of an address.</summary>
    private static string Rest(string address) => address.IndexOfAny(['?', '#']) is >= 0 and var end ? address[end..] : "";

    private string? Beside(string address)
    {
        var name = Uri.UnescapeDataString(address.Split('?', '#')[0]);
        if (name.Length == 0 || name.StartsWith('/') || name.Contains('\0', StringComparison.Ordinal))
            return null;
        var root = Path.GetFullPath(PostsFolder);
        var full = Path.GetFullPath(Path.Combine(root, Path.GetDirectoryName(PostPath) ?? "", name));
        return full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(full)
            ? string.Join('/', Path.GetRelativePath(root, full).Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)) + Rest(address)
            : null;
    }
}
