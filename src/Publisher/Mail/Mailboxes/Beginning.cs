namespace Publisher.Mail.Mailboxes;

/// <summary>As much of a mail as is ever looked at: a report says what it has to say before the mail that it sends back.</summary>
internal static class Beginning
{
    /// <summary>In octets.</summary>
    public const int Limit = 256 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var bytes = new byte[Math.Min(Limit, stream.CanSeek ? stream.Length - stream.Position : Limit)];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return bytes.AsMemory(0, length);
    }
}
