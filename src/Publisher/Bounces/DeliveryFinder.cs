using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Publisher.Mail;
using Publisher.Mail.Reports;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Bounces;

/// <summary>Which delivery a report is about. Only what is keyed is believed: a name of ours in an address or in the envelope identifier, or else our Message-ID, found by the reader's address or link.</summary>
internal sealed class DeliveryFinder(ReturnAddresses returns, Personal personal, Tokens tokens, Sender sender)
{
    private const string Mailto = "mailto:";

    public async Task<(long IssueId, long SubscriberId)?> FindAsync(DbTransaction transaction, MailReport report, DateTimeOffset now, CancellationToken cancellation) =>
        Named(report) ?? await ByMessageIdAsync(transaction, report, now, cancellation);

    /// <summary>By a name of ours alone.</summary>
    public (long IssueId, long SubscriberId)? Named(MailReport report) =>
        report.Addressees.Select(returns.ReadEnvelope).FirstOrDefault(found => found is not null) ?? (report.EnvelopeId is { } id ? returns.ReadName(id) : null);

    public long? Unsubscriber(MailReport report) => report.Addressees.Select(returns.ReadUnsubscribe).FirstOrDefault(found => found is not null);

    private async Task<(long IssueId, long SubscriberId)?> ByMessageIdAsync(DbTransaction transaction, MailReport report, DateTimeOffset now, CancellationToken cancellation)
    {
        if (report.MessageId is not { } messageId)
            return null;
        foreach (var subscriber in await SubscribersAsync(transaction, report, cancellation))
            foreach (var (issue, key) in await IssuesAsync(transaction, subscriber, now, cancellation))
                if (IsSame(messageId, personal.MessageId(key, subscriber, sender.Domain)))
                    return (issue, subscriber);
        return null;
    }

    private async Task<IReadOnlyList<long>> SubscribersAsync(DbTransaction transaction, MailReport report, CancellationToken cancellation)
    {
        var found = report.Links.Select(ByLink).OfType<long>().ToList();
        foreach (var address in report.Recipients.SelectMany(recipient => recipient.Addresses).Select(address => address.ToLowerInvariant()).Distinct())
            found.AddRange(await transaction.QueryAsync("select id from subscribers where email_key = @key", row => row.GetInt64(0), cancellation, ("key", address)));
        return found;
    }

    private long? ByLink(string link) => link.StartsWith(Mailto, StringComparison.OrdinalIgnoreCase)
        ? returns.ReadUnsubscribe(link[Mailto.Length..].Split('?')[0])
        : tokens.ReadUnsubscribe(link[(link.LastIndexOf('/') + 1)..]);

    private static Task<List<(long Id, string Key)>> IssuesAsync(DbTransaction transaction, long subscriber, DateTimeOffset now, CancellationToken cancellation) => transaction.QueryAsync(
        "select i.id, i.key from issues i join deliveries d on d.issue_id = i.id and d.subscriber_id = @subscriber where i.created_at >= @since",
        row => (row.GetInt64(0), row.GetString(1)),
        cancellation,
        ("subscriber", subscriber),
        ("since", (now - (2 * BouncePolicy.LongestAgo)).ToUnixTimeMilliseconds()));

    private static bool IsSame(string messageId, string own) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(messageId), Encoding.UTF8.GetBytes(own));
}
