using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Publisher.Posts.Reading;

/// <summary>Stages "decode" and "split" for the files that nearly all are: UTF-8, <c>\n</c>, no character that a feed may not carry, and a head between two lines <c>---</c>. The body stays bytes.</summary>
internal static class PlainSource
{
    /// <returns>What the two stages would say; null where the file is anything else.</returns>
    public static SplitSource? Split(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (!bytes.StartsWith("---\n"u8) || !Utf8.IsValid(bytes) || !IsClean(bytes))
            return null;
        var (at, line) = (4, 2);
        while (at < bytes.Length)
        {
            var rest = bytes[at..];
            if (rest.StartsWith("---\n"u8))
                return new(Encoding.UTF8.GetString(bytes[4..at]), 2, new SourceBody(file[(at + 4)..]), line + 1);
            // A fence with blanks behind it, or none at all: the stages themselves know them.
            if (rest.StartsWith("---"u8) || rest.StartsWith("..."u8) || rest.IndexOf((byte)'\n') is not (>= 0 and var end))
                return null;
            at += end + 1;
            line++;
        }

        return null;
    }

    private static readonly SearchValues<byte> Controls = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, .. Enumerable.Range(11, 21).Select(code => (byte)code)]);

    // No control characters but the tab and the line end, and neither of the two that are none.
    private static bool IsClean(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAny(Controls) || bytes.IndexOf("\uFFFE"u8) >= 0 || bytes.IndexOf("\uFFFF"u8) >= 0)
            return false;
        for (var rest = bytes; rest.IndexOf((byte)0xC2) is >= 0 and var at; rest = rest[(at + 1)..])
        {
            if (rest[at + 1] < 0xA0)
                return false;
        }

        return true;
    }
}
