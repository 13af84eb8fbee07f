using System.Text;

namespace Publisher.Tests.Posts.Hostile;

/// <summary>Bytes and characters that no author types.</summary>
internal static class Noise
{
    private const string Marks = "-+{}[]:\"'#>|&*!%@`<=~^_/\\.,;()$?\n\n\n \t atirue0";

    private static readonly byte[][] Pieces =
    [
        // Surrogates as if they were characters, half characters, an overlong one.
        [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xE3, 0x81], [0x80], [0xC0, 0xAF], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE, 0xFF], [0xFF, 0xFE],
        .. new[]
        {
            "\uFEFF", "\u0000", "\u0001", "\u0008", "\u000B", "\u000C", "\u001B[31m", "\u007F", "\u0085", "\u009F", "\u00A0", "\u00AD", "\u200B", "\u200D", "\u200E", "\u202E", "\u2028", "\u2029", "\u2066", "\u2069",
            "\u3000", "\uFFFC", "\uFFFD", "\uFFFE", "\uFFFF", "\U0001FFFE", "\U000E0041", "\U0010FFFF", "\uE000", "e\u0301\u0301\u0301", "\u0338", "\uFF1A", "\u2026", "\u0130\u0131", "\u1E9E", "👨\u200D👩\u200D👧", "\uFE0F",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static byte[] Bytes(Random random)
    {
        var bytes = new byte[1 + (int)Math.Pow(2, random.NextDouble() * 12)];
        random.NextBytes(bytes);
        return random.Next(3) switch
        {
            0 => bytes,
            1 => [.. bytes.Select(b => (byte)Marks[b % Marks.Length])],
            _ => [.. "---\n"u8, .. bytes.Select(b => (byte)Marks[b % Marks.Length]), .. "\n---\n"u8],
        };
    }

    public static byte[] Unicode(Random random)
    {
        var piece = Pieces[random.Next(Pieces.Length)];
        return random.Next(20) == 0 ? [.. Enumerable.Repeat(piece, random.Next(2, 500)).SelectMany(bytes => bytes)] : piece;
    }
}
