using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Publisher.Mail.Dkim;

namespace Publisher.Mail;

/// <summary>From what a mail says to its bytes (RFC 5322, RFC 2045). The same message gives the same bytes, at every attempt and on every machine.</summary>
internal static class MessageBuilder
{
    // A line of base64 or quoted-printable stays below the 76 of RFC 2045, which MimeKit's own 78 does not.
    private const int BodyLine = 72;

    // Encoded words come ready; this keeps MimeKit from breaking them up to fill its own 78.
    private static readonly FormatOptions Folding = Options(options => options.MaxLineLength = 68);

    private static readonly FormatOptions Wire = Options(options =>
    {
        options.NewLineFormat = NewLineFormat.Dos;
        options.EnsureNewLine = true;
    });

    /// <summary>The bytes that go out, signed where there is a signer.</summary>
    /// <exception cref="UnmailableException">The recipient or the Message-ID cannot stand in a mail.</exception>
    public static byte[] Write(OutgoingMessage message, Sender sender, DkimSigner? signer) =>
        (signer ?? DkimSigner.None).Sign(message.Template?.Render(message, sender) ?? Render(message, sender), message.Date);

    /// <summary>The bytes without a signature.</summary>
    /// <exception cref="UnmailableException">The recipient or the Message-ID cannot stand in a mail.</exception>
    public static byte[] Render(OutgoingMessage message, Sender sender)
    {
        using var mime = Build(message, sender);
        using var bytes = new MemoryStream();
        mime.WriteTo(Wire, bytes);
        return bytes.ToArray();
    }

    /// <exception cref="UnmailableException">The recipient or the Message-ID cannot stand in a mail.</exception>
    public static MimeMessage Build(OutgoingMessage message, Sender sender)
    {
        // An empty list of headers: the other constructors put in a random Message-ID that names this host.
        var mime = new MimeMessage((IEnumerable<Header>)[]);
        mime.Headers.Replace(EncodedWords.NamedField(HeaderId.From, sender.Name, sender.Address));
        if (sender.ReplyTo is not null)
            mime.ReplyTo.Add(new MailboxAddress(null, sender.ReplyTo));
        Identify(mime, message);
        SetSubject(mime, MailText.OneLine(message.Subject));
        mime.Date = message.Date;
        Classify(mime, message, sender);
        mime.Headers.Replace(HeaderId.MimeVersion, "1.0");
        mime.Body = Body(message);
        mime.Prepare(EncodingConstraint.SevenBit, BodyLine);
        return mime;
    }

    /// <summary>A boundary made from the message keeps the bytes the same; MimeKit's own is random.</summary>
    public static string BoundaryName(string messageId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 16));

    private static void Identify(MimeMessage mime, OutgoingMessage message)
    {
        try
        {
            var recipient = new MailboxAddress(null, message.To);
            mime.To.Add(recipient.Domain.Length > 0 ? recipient : throw new ArgumentException("it has no domain"));
            mime.MessageId = message.MessageId;
        }
        catch (Exception fault) when (fault is ParseException or ArgumentException)
        {
            throw new UnmailableException($"5.1.3 no mail can be made for this address: {fault.Message}");
        }
    }

    private static void Classify(MimeMessage mime, OutgoingMessage message, Sender sender)
    {
        mime.Headers.Replace(HeaderId.AutoSubmitted, "auto-generated");
        if (MailText.LanguageTag(message.Language) is { Length: > 0 } language)
            mime.Headers.Replace(HeaderId.ContentLanguage, language);
        if (message.List is not null)
            ListFields.Write(mime.Headers, message.List, sender);
        if (message.UnsubscribeUrl is null)
            return;
        mime.Headers.Replace(HeaderId.ListUnsubscribe, message.UnsubscribeAddress is { } address ? $"<{ListFields.Ascii(message.UnsubscribeUrl)}>, <mailto:{address}>" : $"<{ListFields.Ascii(message.UnsubscribeUrl)}>");
        mime.Headers.Replace(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
    }

    private static MimeEntity Body(OutgoingMessage message)
    {
        var text = Part("plain", TextWrap.Wrap(MailText.WellFormed(message.Fill(message.Text))));
        if (message.Html is null)
            return text;
        return new MultipartAlternative { Boundary = "=_" + BoundaryName(message.MessageId) }.Containing(text, Part("html", message.Fill(message.Html)));
    }

    private static MultipartAlternative Containing(this MultipartAlternative parts, params ReadOnlySpan<MimeEntity> entities)
    {
        foreach (var entity in entities)
            parts.Add(entity);
        return parts;
    }

    private static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype);
        part.SetText(Encoding.UTF8, MailText.Body(text));
        return part;
    }

    private static void SetSubject(MimeMessage mime, string subject)
    {
        var header = new Header(Encoding.UTF8, HeaderId.Subject, "x");
        header.SetValue(Folding, Encoding.UTF8, EncodedWords.Unstructured(subject));
        mime.Headers.Replace(header);
    }

    private static FormatOptions Options(Action<FormatOptions> set)
    {
        var options = FormatOptions.Default.Clone();
        set(options);
        return options;
    }
}
