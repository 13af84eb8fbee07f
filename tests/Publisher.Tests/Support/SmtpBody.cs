namespace Publisher.Tests.Support;

/// <summary>A message up to its final dot, without the dots that were put in (RFC 5321 section 4.5.2).</summary>
/// <param name="declared">The size that the client gave, or 0.</param>
/// <param name="atHalf">Called once.</param>
internal sealed class SmtpBody(SmtpWire wire, int declared, Func<Task> atHalf)
{
    private const int MaxMessage = 1 << 26;

    public async Task<byte[]> ReadAsync()
    {
        using var body = new MemoryStream();
        var isPastHalf = false;
        while (body.Length < MaxMessage)
        {
            var line = await wire.ReadLineAsync() ?? throw new IOException("the client left in the middle");
            if (line is [(byte)'.'])
                return body.ToArray();
            body.Write(line is [(byte)'.', ..] ? line.AsSpan(1) : line);
            body.Write("\r\n"u8);
            if (isPastHalf || body.Length < declared / 2)
                continue;
            isPastHalf = true;
            await atHalf();
        }

        throw new IOException("a message without an end");
    }
}
