using System.Text;

namespace Publisher.Tests.Posts.Hostile;

/// <summary>The same text in another encoding.</summary>
internal static class Encodings
{
    private static readonly (string Name, Encoding Encoding)[] All =
    [
        ("UTF-8 with mark", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)),
        ("UTF-16 little", new UnicodeEncoding(bigEndian: false, byteOrderMark: true)),
        ("UTF-16 big", new UnicodeEncoding(bigEndian: true, byteOrderMark: true)),
        ("UTF-16 without mark", new UnicodeEncoding(bigEndian: false, byteOrderMark: false)),
        ("Latin-1", Encoding.Latin1),
        ("Windows-1252", CodePage(1252)),
        ("Shift_JIS", CodePage(932)),
        ("EUC-JP", CodePage(51932)),
        ("EUC-KR", CodePage(949)),
        ("GBK", CodePage(936)),
    ];

    public static SamplePost Another(SamplePost post, Random random)
    {
        var (name, encoding) = All[random.Next(All.Length)];
        var mark = encoding.Preamble.ToArray();
        var text = Encoding.UTF8.GetString(post.Bytes);
        if (random.Next(4) == 0)
            text = text.Replace("\n", "\r\n", StringComparison.Ordinal);
        // Where the text was no UTF-8 or its line ends change, places are looked for anew, each byte a character.
        Extent Moved(Extent part)
        {
            var (from, to) = (Count(part.Start), Count(part.End));
            return new(from, to - from);
        }

        int Count(int at)
        {
            var before = Encoding.UTF8.GetString(post.Bytes.AsSpan(0, at));
            return at == 0 ? 0 : mark.Length + encoding.GetByteCount(text.Contains('\r', StringComparison.Ordinal) ? before.ReplaceLineEndings("\r\n") : before);
        }

        return post with { Name = $"{post.Name} in {name}", Bytes = [.. mark, .. encoding.GetBytes(text)], Head = Moved(post.Head), Flag = post.Flag is { } flag ? Moved(flag) : null };
    }

    private static Encoding CodePage(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;
}
