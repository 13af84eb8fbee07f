using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace Publisher.Mail;

/// <summary>From what a mail says to its bytes (RFC 5322, RFC 2045). The same message gives the same bytes, at every attempt and on every machine.</summary>
internal static class MessageBuilder
{
    // With MimeKit's own 78, some encoded words come out longer than the 75 that RFC 2047 section 2 allows.
    private static readonly FormatOptions Header = HeaderOptions();

    public static MimeMessage Build(OutgoingMessage message, Sender sender)
    {
        var mime = new MimeMessage { Body = Body(message) };
        SetEncoded(mime, HeaderId.From, new MailboxAddress(Encoding.UTF8, OneLine(sender.Name), sender.Address).ToString());
        mime.To.Add(new MailboxAddress(null, message.To));
        if (sender.ReplyTo is not null)
            mime.ReplyTo.Add(new MailboxAddress(null, sender.ReplyTo));
        SetEncoded(mime, HeaderId.Subject, OneLine(message.Subject));
        mime.Date = message.Date;
        mime.MessageId = message.MessageId;
        mime.Headers.Replace(HeaderId.MimeVersion, "1.0");
        mime.Headers.Replace(HeaderId.AutoSubmitted, "auto-generated");
        mime.Headers.Replace(HeaderId.ContentLanguage, message.Language);
        List(mime, message, sender);
        mime.Prepare(EncodingConstraint.SevenBit, 72);
        return mime;
    }

    private static void List(MimeMessage mime, OutgoingMessage message, Sender sender)
    {
        if (message.ListName is not null)
        {
            mime.Headers.Replace(HeaderId.Precedence, "bulk");
            mime.Headers.Replace(HeaderId.ListId, $"<newsletter.{sender.Domain}>");
        }

        if (message.UnsubscribeUrl is null)
            return;
        mime.Headers.Replace(HeaderId.ListUnsubscribe, $"<{message.UnsubscribeUrl.AbsoluteUri}>");
        mime.Headers.Replace(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
    }

    private static MimeEntity Body(OutgoingMessage message)
    {
        var text = Part("plain", message.Text);
        if (message.Html is null)
            return text;
        return new MultipartAlternative { text, Part("html", message.Html) }.WithBoundary(message.MessageId);
    }

    private static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype);
        part.SetText(Encoding.UTF8, text);
        return part;
    }

    // A boundary made from the message keeps the bytes the same; MimeKit's own is random.
    private static MultipartAlternative WithBoundary(this MultipartAlternative parts, string messageId)
    {
        parts.Boundary = "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 16));
        return parts;
    }

    private static void SetEncoded(MimeMessage mime, HeaderId id, string value)
    {
        var header = new Header(Encoding.UTF8, id, "x");
        header.SetValue(Header, Encoding.UTF8, value);
        mime.Headers.Replace(header);
    }

    private static string OneLine(string text) =>
        string.Concat(text.Normalize().Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();

    private static FormatOptions HeaderOptions()
    {
        var options = FormatOptions.Default.Clone();
        options.MaxLineLength = 68;
        return options;
    }
}
