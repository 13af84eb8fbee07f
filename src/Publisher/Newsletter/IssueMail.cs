using Publisher.Mail;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>The mail that an issue is to one reader.</summary>
internal sealed class IssueMail(Personal personal, ReturnAddresses returns, Sender sender)
{
    public OutgoingMessage For(Issue issue, Subscriber reader) => new()
    {
        MessageId = personal.MessageId(issue.Key, reader.Id, sender.Domain),
        To = reader.Email,
        Subject = issue.Subject,
        Text = personal.Fill(issue.Text, issue.Key, reader.Id),
        Html = personal.Fill(issue.Html, issue.Key, reader.Id),
        Date = issue.CreatedAt,
        Language = issue.Language,
        UnsubscribeUrl = personal.UnsubscribeUrl(reader.Id),
        UnsubscribeAddress = returns.Unsubscribe(reader.Id),
        EnvelopeSender = returns.Envelope(issue.Id, reader.Id),
        EnvelopeId = returns.EnvelopeId(issue.Id, reader.Id),
        ListName = sender.Name,
    };
}
