using System.Buffers;
using System.Text;

namespace Publisher.Posts.Reading;

/// <summary>From the path of a post to its address.</summary>
internal static class Permalinks
{
    // RFC 3986, section 3.3, and the percent sign of what is encoded already.
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-._~!$&'()*+,;=:@%");

    /// <summary>The address of a path of the site. A colon in its first part makes no scheme of it.</summary>
    /// <param name="escapedPath">With or without the leading <c>/</c>; always below the site.</param>
    public static Uri Address(Uri site, string escapedPath) => new(string.Concat(site.AbsoluteUri, escapedPath.AsSpan().TrimStart('/')));

    /// <summary>Percent-encodes what may not stand in the path of a URL; what is encoded already stays.</summary>
    public static string Escape(string path)
    {
        if (!path.AsSpan().ContainsAnyExcept(PathCharacters))
            return path;
        var rest = path.AsSpan();
        var escaped = new StringBuilder(path.Length * 2);
        while (rest.IndexOfAnyExcept(PathCharacters) is >= 0 and var from)
        {
            var to = rest[from..].IndexOfAny(PathCharacters) is >= 0 and var length ? from + length : rest.Length;
            escaped.Append(rest[..from]).Append(Uri.EscapeDataString(rest[from..to]));
            rest = rest[to..];
        }

        return escaped.Append(rest).ToString();
    }
}
