using System.Globalization;
using System.Text;

namespace Publisher.Mail;

/// <summary>How many columns text takes where letters all have one width: East Asian wide and fullwidth characters and emoji take two (UAX #11).</summary>
internal static class TextColumns
{
    private const char EmojiSelector = '\uFE0F';

    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3), (0x25FD, 0x25FE),
        (0x2614, 0x2615), (0x2630, 0x2637), (0x2648, 0x2653), (0x267F, 0x267F), (0x268A, 0x268F), (0x2693, 0x2693), (0x26A1, 0x26A1),
        (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA), (0x26F2, 0x26F3),
        (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x274C),
        (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C),
        (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x2E80, 0x303E), (0x3041, 0x4DBF), (0x4E00, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x1B2FF), (0x1D300, 0x1D376),
        (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F1E6, 0x1F320), (0x1F32D, 0x1F64F),
        (0x1F680, 0x1F6FF), (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1F9FF), (0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    public static int Of(string text)
    {
        var columns = 0;
        for (var i = 0; i < text.Length;)
        {
            var element = StringInfo.GetNextTextElement(text, i);
            columns += OfElement(element);
            i += element.Length;
        }

        return columns;
    }

    /// <summary>The columns of one text element: what is joined to its first character stands on top of it.</summary>
    public static int OfElement(string element)
    {
        if (element[0] < '\u0300')
            return 1;
        if (IsWide(element))
            return 2;
        return Rune.GetRuneAt(element, 0) is var rune && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0 : 1;
    }

    public static bool IsWide(string element)
    {
        if (element[0] < Wide[0].First)
            return false;
        var code = Rune.GetRuneAt(element, 0).Value;
        return element.Contains(EmojiSelector, StringComparison.Ordinal) || Array.Exists(Wide, range => code >= range.First && code <= range.Last);
    }
}
