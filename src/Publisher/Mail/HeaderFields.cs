namespace Publisher.Mail;

/// <summary>Where the fields of a mail's header end (RFC 5322 section 2.2.3).</summary>
internal static class HeaderFields
{
    /// <summary>The length of the first field, with its folded lines and its line's end.</summary>
    public static int Length(ReadOnlySpan<byte> header)
    {
        var end = 0;
        do
        {
            var line = header[end..].IndexOf("\r\n"u8);
            end = line < 0 ? header.Length : end + line + 2;
        }
        while (end < header.Length && header[end] is (byte)' ' or (byte)'\t');
        return end;
    }
}
