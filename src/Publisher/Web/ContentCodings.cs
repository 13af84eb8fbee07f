using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Publisher.Web;

/// <summary>How a body is compressed on its way (RFC 9110, section 8.4).</summary>
internal enum ContentCoding
{
    Identity,
    Gzip,
    Brotli,
}

/// <summary>Which coding a reader is sent: RFC 9110, section 12.5.3.</summary>
internal static class ContentCodings
{
    private const int Unsaid = -1;

    /// <summary>The coding that the header likes best among those that are there; of equals the smallest body.</summary>
    /// <param name="hasGzip">Whether the body is there as gzip.</param>
    /// <param name="hasBrotli">Whether the body is there as br.</param>
    public static ContentCoding Choose(StringValues acceptEncoding, bool hasGzip, bool hasBrotli)
    {
        // Who says nothing would be right to get any; programs that say nothing often know none.
        if (acceptEncoding.Count == 0)
            return ContentCoding.Identity;
        var (gzip, brotli, identity, any) = (Unsaid, Unsaid, Unsaid, Unsaid);
        for (var i = 0; i < acceptEncoding.Count; i++)
        {
            var line = acceptEncoding[i].AsSpan();
            foreach (var range in line.Split(','))
                Note(line[range], ref gzip, ref brotli, ref identity, ref any);
        }

        gzip = hasGzip ? Weight(gzip, any) : 0;
        brotli = hasBrotli ? Weight(brotli, any) : 0;
        // Where none will do, the plain one is better than a refusal (RFC 9110, section 15.5.7).
        if (brotli > 0 && brotli >= gzip && brotli >= identity)
            return ContentCoding.Brotli;
        return gzip > 0 && gzip >= identity ? ContentCoding.Gzip : ContentCoding.Identity;
    }

    private static void Note(ReadOnlySpan<char> member, ref int gzip, ref int brotli, ref int identity, ref int any)
    {
        var end = member.IndexOf(';');
        var name = (end < 0 ? member : member[..end]).Trim();
        var weight = end < 0 ? 1000 : Thousandths(member[(end + 1)..].Trim());
        if (name.Equals("gzip", StringComparison.OrdinalIgnoreCase) || name.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
            gzip = weight;
        else if (name.Equals("br", StringComparison.OrdinalIgnoreCase))
            brotli = weight;
        else if (name.Equals("identity", StringComparison.OrdinalIgnoreCase))
            identity = weight;
        else if (name is "*")
            any = weight;
    }

    private static int Weight(int own, int any) => own != Unsaid ? own : Math.Max(any, 0);

    // A weight that is none counts as "no": whoever wrote it gets what everybody can read.
    private static int Thousandths(ReadOnlySpan<char> parameter) =>
        parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
        && decimal.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
        && weight is >= 0 and <= 1
            ? (int)(weight * 1000)
            : 0;
}
