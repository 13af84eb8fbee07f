using MimeKit;

namespace Publisher.Mail;

/// <summary>Who writes.</summary>
/// <param name="Address">An ASCII addr-spec.</param>
internal sealed record Sender(string Name, string Address, string? ReplyTo)
{
    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>The sender of the settings; absent, the site's title at <c>newsletter@</c> its host.</summary>
    /// <exception cref="MailException"><c>mail.from</c> or <c>mail.replyTo</c> is no address.</exception>
    public static Sender From(MailOptions options, string siteTitle, string siteHost)
    {
        var replyTo = string.IsNullOrWhiteSpace(options.ReplyTo) ? null : Parse(options.ReplyTo, "mail.replyTo").Address;
        if (string.IsNullOrWhiteSpace(options.From))
            return new(siteTitle, MailboxAddress.EncodeAddrspec($"newsletter@{DomainOf(siteHost)}"), replyTo);
        var (name, address) = Parse(options.From, "mail.from");
        return new(name.Length > 0 ? name : siteTitle, address, replyTo);
    }

    // A bare IP address is no mail domain; such a site is on this machine, or being tried out.
    private static string DomainOf(string host) => Uri.CheckHostName(host) == UriHostNameType.Dns ? host : "localhost";

    /// <summary>Why a text is no sender; null where it is one, or is empty.</summary>
    public static string? Fault(string? text) =>
        string.IsNullOrWhiteSpace(text) || Parse(text) is not null ? null : $"'{text}' is no mail address; write it as name@example.com or as Name <name@example.com>";

    private static (string Name, string Address) Parse(string text, string key) => Parse(text) ?? throw new MailException($"{key}: {Fault(text)}");

    private static (string Name, string Address)? Parse(string text)
    {
        var (name, plain) = Split(text.Trim());
        return MailboxAddress.TryParse(plain, out var mailbox) && string.IsNullOrEmpty(mailbox.Name) && mailbox.Address.LastIndexOf('@') > 0
            && mailbox.GetAddress(idnEncode: true) is var address && address.All(char.IsAscii)
            ? (name, address)
            : null;
    }

    // By hand, for people write names with commas and dots that RFC 5322 wants in quotes.
    private static (string Name, string Plain) Split(string text)
    {
        var bracket = text.EndsWith('>') ? text.LastIndexOf('<') : -1;
        if (bracket < 0)
            return ("", text);
        var name = text[..bracket].Trim();
        return (name is ['"', .. var quoted, '"'] ? quoted.Replace("\\", "", StringComparison.Ordinal) : name, text[(bracket + 1)..^1]);
    }
}
