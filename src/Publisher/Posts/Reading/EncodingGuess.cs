using System.Buffers;
using System.Globalization;
using System.Text;

namespace Publisher.Posts.Reading;

/// <summary>What a text that is no UTF-8 is written in, from its bytes alone.</summary>
internal static class EncodingGuess
{
    private const int Windows1252 = 1252;
    private const int ShiftJis = 932;
    private const int EucJp = 51932;
    private const int EucKr = 949;
    private const int Gbk = 54936;

    private const int Beginning = 8;

    private static readonly SearchValues<byte> Plain = SearchValues.Create([(byte)'\t', (byte)'\n', (byte)'\r', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (byte)c)]);

    static EncodingGuess() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <returns>The text and the name of its encoding; null where none fits.</returns>
    public static (string Text, string Name)? Decode(ReadOnlySpan<byte> bytes)
    {
        if (LooksWide(bytes, out _) is not null)
            return DecodeWide(bytes) is { } utf16 ? (utf16, "UTF-16") : null;
        if (IsWestern(bytes))
            return Strict(Encoding.GetEncoding(Windows1252), bytes) is { } western ? (western, "Windows-1252") : null;
        // In this order: each is told by what the ones before it do not have.
        if (Strict(Encoding.GetEncoding(ShiftJis), bytes) is { } japanese && Share(japanese, IsHalfWidthKana) < 0.3 && Share(japanese, IsJapanese) > 0.5)
            return (japanese, "Shift_JIS");
        if (Strict(Encoding.GetEncoding(EucJp), bytes) is { } unix && Share(unix, IsKana) > 0.1)
            return (unix, "EUC-JP");
        if (Strict(Encoding.GetEncoding(EucKr), bytes) is { } korean && Share(korean, IsHangul) > 0.9)
            return (korean, "EUC-KR");
        return Strict(Encoding.GetEncoding(Gbk), bytes) is { } chinese && Share(chinese, IsIdeograph) > 0.5 ? (chinese, "GBK") : null;
    }

    /// <summary>A text in UTF-16 without its mark; null where it is none.</summary>
    /// <exception cref="PostException">It was one and is damaged: read as anything else, no draft flag would be found in it.</exception>
    public static string? DecodeWide(ReadOnlySpan<byte> bytes) =>
        LooksWide(bytes, out var isMixed) is { } wide ? (isMixed ? null : Strict(wide, bytes)) ?? throw new PostException(1, "the text is full of zero bytes, and no UTF-16 as it is; some of it is lost. Mend the file and save it in UTF-8") : null;

    private static string? Strict(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // UTF-16 without its mark: every other byte of the spaces and line ends is a zero.
    /// <param name="isMixed">Whether zeros stand in both places: a byte is lost in the middle, or the zeros are no part of a text. Or none stands where the text begins: it is of two files.</param>
    private static UnicodeEncoding? LooksWide(ReadOnlySpan<byte> bytes, out bool isMixed)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        }

        isMixed = Math.Min(even, odd) > Math.Max(even, odd) / 3 || (bytes.Length > Beginning && !bytes[..Beginning].ContainsAnyExcept(Plain));
        return even + odd < Math.Max(2, bytes.Length / 20) ? null : new UnicodeEncoding(bigEndian: even > odd, byteOrderMark: false);
    }

    // Accented letters stand alone between plain ones; the letters of Asian encodings come in pairs.
    private static bool IsWestern(ReadOnlySpan<byte> bytes)
    {
        var (high, alone) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
                continue;
            high++;
            if ((i == 0 || bytes[i - 1] < 0x80) && (i + 1 == bytes.Length || bytes[i + 1] < 0x80) && bytes[i] >= 0x91)
                alone++;
        }

        return high > 1 && alone >= high * 0.6;
    }

    /// <summary>The share of a kind among the characters beyond ASCII.</summary>
    private static double Share(string text, Func<char, bool> isOfKind)
    {
        var (all, those) = (0, 0);
        foreach (var c in text)
        {
            if (char.IsAscii(c))
                continue;
            all++;
            those += isOfKind(c) ? 1 : 0;
        }

        return all == 0 ? 0 : (double)those / all;
    }

    private static bool IsHalfWidthKana(char c) => c is >= '\uFF61' and <= '\uFF9F';

    private static bool IsKana(char c) => c is >= '\u3041' and <= '\u30FF';

    private static bool IsIdeograph(char c) => c is >= '\u4E00' and <= '\u9FFF';

    private static bool IsJapanese(char c) => IsKana(c) || IsIdeograph(c) || char.GetUnicodeCategory(c) is UnicodeCategory.OtherPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation;

    private static bool IsHangul(char c) => c is >= '\uAC00' and <= '\uD7A3' || char.IsPunctuation(c);
}
