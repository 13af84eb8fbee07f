namespace Publisher.Mail;

/// <summary>A place in the bytes of a mail where a value of the reader's own stands.</summary>
internal abstract class Hole
{
    /// <summary>The holes of a value that stands there as it is, or with soft line breaks in it (RFC 2045 section 6.7).</summary>
    /// <param name="number">Of the value.</param>
    public static IEnumerable<Hole> Plain(byte[] wire, byte[] value, int number)
    {
        for (var at = 0; at < wire.Length; at++)
            foreach (var (place, from, length) in wire[at] == value[0] ? Pieces(wire, at, value) : [])
                yield return new PlainHole(place, number, from, length);
    }

    /// <summary>The holes of a value in base64 (RFC 2045 section 6.8).</summary>
    /// <param name="start">Where the encoded lines begin.</param>
    /// <param name="line">The length of a line, a multiple of four.</param>
    public static IEnumerable<Hole> Base64(byte[] decoded, int start, int line, byte[] value, int number)
    {
        for (var from = 0; decoded.AsSpan(from).IndexOf(value) is >= 0 and var next; from += next + value.Length)
        {
            var at = from + next;
            var group = at / 3;
            var end = (at + value.Length + 2) / 3 * 3;
            yield return new Base64Hole(start, line, group, decoded[(group * 3)..Math.Min(end, decoded.Length)], at - (group * 3), number);
        }
    }

    public abstract void Fill(Span<byte> wire, IReadOnlyList<byte[]> values);

    private static List<(int Place, int From, int Length)> Pieces(byte[] wire, int at, byte[] value)
    {
        var pieces = new List<(int, int, int)>();
        for (var from = 0; from < value.Length;)
        {
            var length = wire.AsSpan(at).CommonPrefixLength(value.AsSpan(from));
            pieces.Add((at, from, length));
            from += length;
            at += length + 3;
            if (from < value.Length && !wire.AsSpan(at - 3).StartsWith("=\r\n"u8))
                return [];
        }

        return pieces;
    }

    private sealed class PlainHole(int at, int number, int from, int length) : Hole
    {
        public override void Fill(Span<byte> wire, IReadOnlyList<byte[]> values) => values[number].AsSpan(from, length).CopyTo(wire[at..]);
    }

    // Whole groups of three octets are encoded anew, with what stands beside the value in the first and the last.
    private sealed class Base64Hole(int start, int line, int first, byte[] octets, int offset, int number) : Hole
    {
        public override void Fill(Span<byte> wire, IReadOnlyList<byte[]> values)
        {
            Span<byte> filled = stackalloc byte[octets.Length];
            octets.CopyTo(filled);
            values[number].CopyTo(filled[offset..]);
            Span<byte> text = stackalloc byte[System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(filled.Length)];
            System.Buffers.Text.Base64.EncodeToUtf8(filled, text, out _, out _);
            for (var (place, i) = (first * 4, 0); i < text.Length; place += 4, i += 4)
                text.Slice(i, 4).CopyTo(wire[(start + place + (place / line * 2))..]);
        }
    }
}
