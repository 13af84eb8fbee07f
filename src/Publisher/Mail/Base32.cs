using System.Text;

namespace Publisher.Mail;

/// <summary>Bytes as lower-case letters and digits (RFC 4648 section 6, unpadded): a form that outlives servers which change the case of addresses.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Write(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(((bytes.Length * 8) + 4) / 5);
        var (bits, held) = (0u, 0);
        foreach (var value in bytes)
        {
            (bits, held) = ((bits << 8) | value, held + 8);
            for (; held >= 5; held -= 5)
                text.Append(Alphabet[(int)(bits >> (held - 5)) & 31]);
        }

        if (held > 0)
            text.Append(Alphabet[(int)(bits << (5 - held)) & 31]);
        return text.ToString();
    }

    /// <returns>Null where the text is not what <see cref="Write"/> makes, but for its case.</returns>
    public static byte[]? Read(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (bits, held) = (0u, 0);
        foreach (var c in text)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal);
            if (value < 0)
                return null;
            (bits, held) = ((bits << 5) | (uint)value, held + 5);
            if (held < 8)
                continue;
            held -= 8;
            bytes.Add((byte)(bits >> held));
        }

        byte[] read = [.. bytes];
        return Write(read).Equals(text, StringComparison.OrdinalIgnoreCase) ? read : null;
    }
}
