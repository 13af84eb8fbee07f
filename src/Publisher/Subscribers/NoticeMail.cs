using System.Globalization;
using Publisher.Mail;
using Publisher.Posts;
using Publisher.Templates;

namespace Publisher.Subscribers;

/// <summary>The mail that a notice is. No word in it is a stranger's: a form that mails what was typed into it is a spammer's tool.</summary>
internal sealed class NoticeMail(SubscriberLinks links, SigningKey key, Site site, MailOptions mail, Sender sender, TemplateSet templates)
{
    public OutgoingMessage For(Notice notice)
    {
        var subscriber = notice.Subscriber;
        var (name, model) = (Template(notice.Kind), Model(notice));
        string Render(string part) => templates.Render($"{name}.{part}", subscriber.Language, model).Trim();
        return new()
        {
            // The number of a notice that was deleted is given again; with its time it names one mail.
            MessageId = $"{key.Name("notice", string.Create(CultureInfo.InvariantCulture, $"{notice.Id}\n{notice.CreatedAt.ToUnixTimeMilliseconds()}"))}@{sender.Domain}",
            To = notice.Email,
            Subject = Render("subject"),
            Text = Render("txt"),
            Html = subscriber.Format == MailFormat.Text ? null : Render("html"),
            Date = notice.CreatedAt,
            Language = subscriber.Language,
        };
    }

    private static string Template(NoticeKind kind) => kind switch
    {
        NoticeKind.Confirm => "mails/confirm",
        NoticeKind.AlreadySubscribed => "mails/already-subscribed",
        _ => "mails/reader-link",
    };

    // Who has not confirmed has nothing to leave or to change, and a mailbox that is not the reader's yet gets none of their links.
    private object Model(Notice notice)
    {
        var subscriber = notice.Subscriber;
        var isReaders = notice.Kind is NoticeKind.AlreadySubscribed or NoticeKind.OldAddress or NoticeKind.OwnData;
        return new
        {
            site,
            confirmUrl = notice.Kind == NoticeKind.Confirm ? links.Confirm(subscriber) : null,
            key = Key(notice.Kind),
            email = EmailAddress.TryParse(subscriber.Email, out var email) ? email.Masked : "",
            url = Link(notice),
            preferencesUrl = isReaders ? links.Preferences(subscriber.Id) : null,
            unsubscribeUrl = isReaders ? links.Unsubscribe(subscriber.Id) : null,
            postalAddress = mail.PostalAddress,
            reason = templates.Text("reason.requested", subscriber.Language, ("site", site.Title)),
        };
    }

    private static string? Key(NoticeKind kind) => kind switch
    {
        NoticeKind.NewAddress => "newAddressMail",
        NoticeKind.OldAddress => "oldAddressMail",
        NoticeKind.OwnData => "ownDataMail",
        _ => null,
    };

    private Uri? Link(Notice notice) => notice.Kind switch
    {
        NoticeKind.NewAddress => links.NewAddress(notice.Subscriber.Id, notice.CreatedAt),
        NoticeKind.OldAddress => links.OldAddress(notice.Subscriber.Id, notice.CreatedAt),
        NoticeKind.OwnData => links.Data(notice.Subscriber.Id, notice.CreatedAt),
        _ => null,
    };
}
