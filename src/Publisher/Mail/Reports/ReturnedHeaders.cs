using System.Text;
using MimeKit;

namespace Publisher.Mail.Reports;

/// <summary>The header of the mail that a report is about: the mail itself is enclosed, or its header alone (RFC 3462).</summary>
internal static class ReturnedHeaders
{
    public static HeaderList? Find(IReadOnlyList<MimeEntity> parts) =>
        parts.OfType<MessagePart>().Select(part => part.Message?.Headers).FirstOrDefault(headers => headers is { Count: > 0 })
        ?? parts.OfType<TextPart>().Where(part => part.ContentType.IsMimeType("text", "rfc822-headers") || part.ContentType.IsMimeType("message", "global-headers")).Select(Parse).FirstOrDefault();

    private static HeaderList? Parse(TextPart part)
    {
        try
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(part.Text + "\r\n"));
            return HeaderList.Load(text);
        }
        catch (Exception fault) when (fault is FormatException or IOException or ArgumentException)
        {
            return null;
        }
    }
}
