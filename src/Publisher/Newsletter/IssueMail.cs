using System.Runtime.CompilerServices;
using Publisher.Mail;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>The mail that an issue is to one reader.</summary>
internal sealed class IssueMail(Personal personal, ReturnAddresses returns, Sender sender)
{
    // One for each issue that is being sent, gone with it.
    private readonly ConditionalWeakTable<Issue, MessageTemplate> templates = [];
    private readonly ConditionalWeakTable<Issue, MessageTemplate> plain = [];

    public OutgoingMessage For(Issue issue, Subscriber reader) => For(issue, reader.Id, reader.Email, reader.Format);

    public OutgoingMessage For(Issue issue, long readerId, string email, MailFormat format) => new()
    {
        MessageId = personal.MessageId(issue.Key, readerId, sender.Domain),
        To = email,
        Subject = issue.Subject,
        Text = issue.Text,
        Html = format == MailFormat.Text ? null : issue.Html,
        Slots = personal.Slots(issue.Key, readerId),
        Template = (format == MailFormat.Text ? plain : templates).GetValue(issue, _ => new()),
        Date = issue.CreatedAt,
        Language = issue.Language,
        UnsubscribeUrl = personal.UnsubscribeUrl(readerId),
        UnsubscribeAddress = returns.Unsubscribe(readerId),
        EnvelopeSender = returns.Envelope(issue.Id, readerId),
        EnvelopeId = returns.EnvelopeId(issue.Id, readerId),
        ListName = sender.Name,
    };
}
