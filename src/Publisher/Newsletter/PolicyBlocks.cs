using System.Collections.Concurrent;
using Publisher.Mail;
using Publisher.Mail.Reports;

namespace Publisher.Newsletter;

/// <summary>How many of a domain's last mails it refused by policy (5.7.x, RFC 3463): not its readers are at fault then, but what it thinks of the sender.</summary>
internal sealed class PolicyBlocks
{
    private const double Share = 0.05;
    private const int Least = 20;
    private const int Window = 200;
    private const int MostDomains = 10_000;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, Domain> domains = new();

    public static bool IsOne(TransportReply reply) => reply.Kind == ReplyKind.Refused && StatusCode.Of(null, reply.Text) is { Class: 5, Subject: 7 };

    /// <summary>Notes what a domain said of a mail.</summary>
    /// <returns>Its figures where it refuses too much and just did so; null where it does not.</returns>
    public PolicyVerdict? Note(string domain, TransportReply reply, DateTimeOffset now)
    {
        if (domains.Count > MostDomains)
            domains.Clear();
        var known = domains.GetOrAdd(domain, _ => new());
        lock (known)
            return known.Note(IsOne(reply), now);
    }

    private sealed class Domain
    {
        private int mails;
        private int refused;
        private DateTimeOffset toldAt = DateTimeOffset.MinValue;

        public PolicyVerdict? Note(bool isRefused, DateTimeOffset now)
        {
            // What is long ago weighs less and less.
            if (mails == Window)
                (mails, refused) = (mails / 2, refused / 2);
            mails++;
            if (!isRefused)
                return null;
            refused++;
            if (mails < Least || refused <= mails * Share)
                return null;
            var isNews = now - toldAt >= Day;
            toldAt = isNews ? now : toldAt;
            return new(refused, mails, isNews);
        }
    }
}

/// <param name="IsNews">Whether the operator was not told within a day.</param>
internal sealed record PolicyVerdict(int Refused, int Mails, bool IsNews);
