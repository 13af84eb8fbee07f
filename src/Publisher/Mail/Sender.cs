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
        if (options.From is null)
            return new(siteTitle, $"newsletter@{siteHost}", Plain(options.ReplyTo, "mail.replyTo"));
        var from = Parse(options.From, "mail.from");
        return new(string.IsNullOrWhiteSpace(from.Name) ? siteTitle : from.Name, from.GetAddress(idnEncode: true), Plain(options.ReplyTo, "mail.replyTo"));
    }

    private static string? Plain(string? text, string key) => text is null ? null : Parse(text, key).GetAddress(idnEncode: true);

    private static MailboxAddress Parse(string text, string key) =>
        MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address.LastIndexOf('@') > 0
            ? mailbox
            : throw new MailException($"{key}: '{text}' is no mail address; write it as name@example.com or as Name <name@example.com>");
}
