using System.Text;
using Publisher.Posts.Reading;

namespace Publisher.Subscribers.Transfer;

/// <summary>What a list is written in: by its mark, else UTF-8 if all of it is, else guessed from its first lines that are not ASCII.</summary>
internal static class ListEncoding
{
    private const int Sample = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Little = new(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Big = new(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly Encoding[] Marked = [Utf8, Little, Big];

    /// <exception cref="ListException">It is no text in any encoding that can be told.</exception>
    public static Encoding Of(Stream file)
    {
        var head = Read(file, 0);
        foreach (var marked in Marked)
        {
            if (head.StartsWith(marked.Preamble))
                return marked;
        }

        return Wide(head) ?? (IsUtf8(file) ? Utf8 : Guess(file));
    }

    // UTF-16 without its mark: every other byte of plain letters is a zero.
    private static UnicodeEncoding? Wide(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        }

        return even + odd < Math.Max(2, head.Length / 4) ? null : even > odd ? Big : Little;
    }

    private static bool IsUtf8(Stream file)
    {
        file.Position = 0;
        using var reader = new StreamReader(file, Utf8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var buffer = new char[Sample];
        try
        {
            while (reader.Read(buffer) > 0)
                continue;
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding Guess(Stream file)
    {
        var (offset, line) = FirstBeyondAscii(file);
        var start = Math.Max(0, offset - 4096);
        var sample = WholeLines(Read(file, start), start == 0, start + Sample >= file.Length);
        var name = Name(sample) ?? throw new ListException(line, "the text is not UTF-8; save the list in UTF-8");
        return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }

    private static string? Name(ReadOnlySpan<byte> sample)
    {
        try
        {
            return EncodingGuess.Decode(sample)?.Name;
        }
        catch (PostException)
        {
            // A text that is damaged in a post's way: no encoding either.
            return null;
        }
    }

    private static (long Offset, int Line) FirstBeyondAscii(Stream file)
    {
        file.Position = 0;
        var (buffer, line) = (new byte[Sample], 1);
        for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
        {
            var chunk = buffer.AsSpan(0, read);
            var at = chunk.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            line += chunk[..(at < 0 ? read : at)].Count((byte)'\n');
            if (at >= 0)
                return (file.Position - read + at, line);
        }

        return (0, 1);
    }

    // A line end is never half of a character in the encodings that are guessed.
    private static ReadOnlySpan<byte> WholeLines(ReadOnlySpan<byte> bytes, bool fromStart, bool toEnd)
    {
        if (!fromStart)
            bytes = bytes[(bytes.IndexOf((byte)'\n') + 1)..];
        return toEnd || bytes.LastIndexOf((byte)'\n') is not (> 0 and var last) ? bytes : bytes[..last];
    }

    private static ReadOnlySpan<byte> Read(Stream file, long from)
    {
        file.Position = from;
        var buffer = new byte[Sample];
        return buffer.AsSpan(0, file.ReadAtLeast(buffer, Sample, throwOnEndOfStream: false));
    }
}
