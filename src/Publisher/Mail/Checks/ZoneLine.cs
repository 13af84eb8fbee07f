namespace Publisher.Mail.Checks;

/// <summary>Records as a zone file has them (RFC 1035 section 5).</summary>
internal static class ZoneLine
{
    private const int MaxString = 255;

    /// <summary>A text of more than 255 octets stands in several strings, which readers join.</summary>
    public static string Txt(string name, string text) =>
        $"{name}. IN TXT {string.Join(' ', text.Chunk(MaxString).Select(part => $"\"{new string(part)}\""))}";
}
