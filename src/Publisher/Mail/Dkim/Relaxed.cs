namespace Publisher.Mail.Dkim;

/// <summary>The form of a mail that survives what relays do to white space (RFC 6376 sections 3.4.2 and 3.4.4).</summary>
internal static class Relaxed
{
    /// <summary>Runs of white space are one space, none ends a line, and no empty line ends the body.</summary>
    public static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> body)
    {
        var text = new byte[body.Length + 2];
        var (length, lines, isBlank) = (0, 0, false);
        for (var i = 0; i < body.Length;)
        {
            // A body in base64 is little but runs without a blank.
            var run = body[i..].IndexOfAny((byte)' ', (byte)'\t', (byte)'\r') is >= 0 and var found ? found : body.Length - i;
            if (run == 0 && body[i] == '\r' && (i + 1 == body.Length || body[i + 1] != '\n'))
                run = 1;
            if (run > 0)
            {
                for (; lines > 0; lines--)
                    length = LineEnd(text, length);
                if (isBlank)
                    text[length++] = (byte)' ';
                isBlank = false;
                body.Slice(i, run).CopyTo(text.AsSpan(length));
                (length, i) = (length + run, i + run);
            }
            else if (body[i] == '\r')
            {
                (lines, isBlank, i) = (lines + 1, false, i + 2);
            }
            else
            {
                (isBlank, i) = (true, i + 1);
            }
        }

        return text.AsSpan(0, length == 0 ? 0 : LineEnd(text, length));
    }

    /// <summary>A field on one line, its name in lower case; without the line's end.</summary>
    public static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> field)
    {
        var colon = field.IndexOf((byte)':');
        var text = new byte[field.Length];
        var length = Squeeze(field[..colon], text, 0);
        for (var i = 0; i < length; i++)
            text[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] + 32) : text[i];
        text[length++] = (byte)':';
        return text.AsSpan(0, Squeeze(field[(colon + 1)..], text, length));
    }

    // One space for each run within, none at either end.
    private static int Squeeze(ReadOnlySpan<byte> from, byte[] to, int start)
    {
        var (length, isBlank) = (start, false);
        foreach (var b in from)
        {
            if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                isBlank = true;
                continue;
            }

            if (isBlank && length > start)
                to[length++] = (byte)' ';
            isBlank = false;
            to[length++] = b;
        }

        return length;
    }

    private static int LineEnd(byte[] text, int length)
    {
        text[length] = (byte)'\r';
        text[length + 1] = (byte)'\n';
        return length + 2;
    }
}
