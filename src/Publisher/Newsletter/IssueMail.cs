using System.Globalization;
using System.Runtime.CompilerServices;
using Publisher.Mail;
using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>The mail that an issue is to one reader.</summary>
internal sealed class IssueMail(Personal personal, ReturnAddresses returns, Sender sender, Site site)
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
        List = List(issue),
    };

    private MailingList List(Issue issue) => new(sender.Name)
    {
        Archive = IssueArchive.Address(site),
        Subscribe = personal.SubscribeUrl,
        Campaign = [string.Create(CultureInfo.InvariantCulture, $"issue-{issue.Id}"), SubscriberRows.Word(issue.Cadence), "newsletter"],
        ComplaintAddress = returns.Complaints,
    };
}
