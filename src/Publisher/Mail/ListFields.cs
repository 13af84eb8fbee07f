using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace Publisher.Mail;

/// <summary>The fields by which programs and providers know a newsletter (RFC 2369, RFC 2919, RFC 9477, and Feedback-ID).</summary>
internal static class ListFields
{
    // Gmail takes 5 to 15 characters; these are 60 bits of a hash.
    private const int SenderIdLength = 12;

    public static void Write(HeaderList fields, MailingList list, Sender sender)
    {
        fields.Replace(HeaderId.Precedence, "bulk");
        fields.Replace(EncodedWords.NamedField(HeaderId.ListId, list.Name, $"newsletter.{sender.Domain}"));
        if (list.Archive is not null)
            fields.Replace(HeaderId.ListArchive, $"<{Ascii(list.Archive)}>");
        if (list.Subscribe is not null)
            fields.Replace(HeaderId.ListSubscribe, $"<{Ascii(list.Subscribe)}>");
        fields.Replace(HeaderId.ListHelp, $"<mailto:{sender.ReplyTo ?? sender.Address}>");
        // Readers do not write to all (RFC 2369 section 3.4).
        fields.Replace(HeaderId.ListPost, "NO");
        if (list.Campaign.Count > 0)
            fields.Replace("Feedback-ID", string.Join(':', [.. list.Campaign, SenderId(sender)]));
        if (list.ComplaintAddress is not null)
            fields.Replace("CFBL-Address", $"{list.ComplaintAddress}; report=arf");
    }

    // No encoded word may stand in these fields (RFC 2369 section 2): a host beyond ASCII goes as punycode.
    public static string Ascii(Uri url) =>
        url.HostNameType == UriHostNameType.Dns ? new UriBuilder(url) { Host = url.IdnHost }.Uri.AbsoluteUri : url.AbsoluteUri;

    // The same for as long as the domain is: complaints are counted by it over months.
    private static string SenderId(Sender sender) =>
        Base32.Write(SHA256.HashData(Encoding.UTF8.GetBytes(sender.Domain.ToLowerInvariant())))[..SenderIdLength];
}
