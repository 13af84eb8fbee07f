using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Publisher.Web;

/// <summary>Conditional requests: RFC 9110 section 13. If-None-Match beats If-Modified-Since, and nonsense is as if it were not there.</summary>
internal static class Conditional
{
    /// <summary>Whether the reader has the representation that it would be sent.</summary>
    /// <param name="etag">Strong and quoted, of that representation: the tag of another coding names bytes that this answer would not confirm (section 13.1.2).</param>
    public static bool IsKnown(IHeaderDictionary request, string etag, DateTimeOffset lastModified)
    {
        var tags = request.IfNoneMatch;
        if (tags.Count > 0)
            return Holds(tags, etag);
        // HTTP knows whole seconds only.
        var since = request.IfModifiedSince;
        return since.Count == 1 && HeaderUtilities.TryParseDate(since[0]!, out var date) && lastModified.ToUnixTimeSeconds() <= date.ToUnixTimeSeconds();
    }

    /// <summary>Whether a list of entity tags holds one; compared weakly (section 8.8.3.2).</summary>
    public static bool Holds(StringValues tags, string etag)
    {
        for (var i = 0; i < tags.Count; i++)
        {
            if (Holds(tags[i].AsSpan().Trim(), etag))
                return true;
        }

        return false;
    }

    private static bool Holds(ReadOnlySpan<char> list, string etag)
    {
        if (list is "*")
            return true;
        while (!list.IsEmpty)
        {
            list = list.TrimStart(" \t,");
            if (list.StartsWith("W/"))
                list = list[2..];
            var length = TagLength(list);
            if (length > 0 && list[..length].SequenceEqual(etag))
                return true;
            // What is no tag is passed over up to the next comma.
            var comma = list[length..].IndexOf(',');
            list = comma < 0 ? [] : list[(length + comma)..];
        }

        return false;
    }

    private static int TagLength(ReadOnlySpan<char> text) => text is ['"', ..] && text[1..].IndexOf('"') is >= 0 and var end ? end + 2 : 0;
}
