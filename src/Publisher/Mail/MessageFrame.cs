using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Publisher.Mail;

/// <summary>The bytes of one mail, and where in them its recipient, its Message-ID and its links stand.</summary>
internal sealed class MessageFrame
{
    // Longer addresses may be folded, and stranger ones be quoted: those mails are built.
    private const int MaxRecipient = 60;

    private static readonly SearchValues<char> Ordinary = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+@");

    private readonly byte[] head;
    private readonly byte[] rest;
    private readonly int[] lengths;
    private readonly Hole[] holes;

    private MessageFrame(byte[] head, byte[] rest, int[] lengths, Hole[] holes) => (this.head, this.rest, this.lengths, this.holes) = (head, rest, lengths, holes);

    /// <summary>The frame of a mail, or nothing where it cannot be told what is personal.</summary>
    /// <param name="wire">The mail as it was built.</param>
    public static MessageFrame? Of(OutgoingMessage message, byte[] wire)
    {
        var to = wire.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\r\nTo: {message.To}\r\n"));
        var values = Values(message);
        if (to < 0 || !IsOrdinary(message.To) || values.Any(value => value.Length == 0 || !Ascii.IsValid(value)))
            return null;
        to += "\r\nTo: ".Length;
        var rest = wire[(to + message.To.Length)..];
        return new(wire[..to], rest, [.. values.Select(value => value.Length)], [.. values.SelectMany((value, number) => Holes(rest, value, number))]);
    }

    /// <summary>The bytes of another mail; null where it does not fit.</summary>
    public byte[]? Fill(OutgoingMessage message)
    {
        var values = Values(message);
        if (!IsOrdinary(message.To) || !values.Select(value => value.Length).SequenceEqual(lengths))
            return null;
        var wire = new byte[head.Length + message.To.Length + rest.Length];
        head.CopyTo(wire, 0);
        Encoding.ASCII.GetBytes(message.To, wire.AsSpan(head.Length));
        var tail = wire.AsSpan(head.Length + message.To.Length);
        rest.CopyTo(tail);
        foreach (var hole in holes)
            hole.Fill(tail, values);
        return wire;
    }

    private static bool IsOrdinary(string to) => to.Length <= MaxRecipient && !to.AsSpan().ContainsAnyExcept(Ordinary);

    // Of a link only the end is the reader's own; the rest may be written in ways that differ from place to place.
    private static List<byte[]> Values(OutgoingMessage message)
    {
        var at = Math.Max(message.MessageId.IndexOf('@', StringComparison.Ordinal), 0);
        List<byte[]> values = [Encoding.UTF8.GetBytes(message.MessageId[..at]), Encoding.UTF8.GetBytes(MessageBuilder.BoundaryName(message.MessageId))];
        foreach (var slot in message.Slots)
            values.Add(Encoding.UTF8.GetBytes(slot.Value[(slot.Value.LastIndexOf('/') + 1)..]));
        // Of the address to unsubscribe at, what stands between the plus and the @.
        if (message.UnsubscribeAddress is { } address)
            values.Add(Encoding.UTF8.GetBytes(address[(address.LastIndexOf('+') + 1)..address.LastIndexOf('@')]));
        return values;
    }

    private static IEnumerable<Hole> Holes(byte[] rest, byte[] value, int number)
    {
        var holes = Hole.Plain(rest, value, number);
        foreach (var (start, end) in Base64Parts(rest))
        {
            var text = rest[start..end];
            var line = text.AsSpan().IndexOf("\r\n"u8);
            Base64.DecodeFromUtf8InPlace(text, out var length);
            holes = holes.Concat(Hole.Base64(text[..length], start, line < 0 ? end - start : line, value, number));
        }

        return holes;
    }

    private static IEnumerable<(int Start, int End)> Base64Parts(byte[] rest)
    {
        for (var start = After(rest, 0, "Content-Transfer-Encoding: base64\r\n\r\n"u8); start >= 0; start = After(rest, start, "Content-Transfer-Encoding: base64\r\n\r\n"u8))
        {
            var length = rest.AsSpan(start).IndexOf("\r\n--"u8);
            yield return (start, length < 0 ? rest.Length : start + length);
        }
    }

    private static int After(byte[] text, int from, ReadOnlySpan<byte> what)
    {
        var at = text.AsSpan(from).IndexOf(what);
        return at < 0 ? -1 : from + at + what.Length;
    }
}
