using System.Data.Common;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>Which issues may be claimed from, looked up anew each second: a pause is heeded by the next claim, by whichever process it was asked for.</summary>
internal sealed partial class IssueQueue(Database database, Ledger ledger, NewsletterOptions options, TimeProvider time, ILogger<IssueQueue> log) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    // While the first of a large issue are under way, the others wait for what becomes of them.
    private static readonly TimeSpan FreshWhileTried = TimeSpan.FromMilliseconds(200);

    // No further than the next turn.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim looking = new(1);
    private IReadOnlyList<OpenIssue> issues = [];
    private DateTimeOffset? nextDue;
    private DateTimeOffset? lookedAt;

    public void Dispose() => looking.Dispose();

    /// <summary>Has the next claim look anew.</summary>
    public void Forget() => lookedAt = null;

    /// <summary>Claims for a connection from the oldest issue that has something for it.</summary>
    /// <param name="connections">How many this node has.</param>
    public async Task<Claim> ClaimAsync(string lease, Limits limits, int most, int connections, CancellationToken cancellation)
    {
        var current = await CurrentAsync(cancellation);
        var until = nextDue;
        foreach (var issue in current)
        {
            var claim = await ledger.ClaimAsync(issue, lease, limits, ChunkSize.Share(most, issue.Planned, connections), time.GetUtcNow(), cancellation);
            if (claim.Deliveries.Count > 0)
                return claim;
            // The first deliveries are in other connections' hands: soon it is known whether the rest may follow.
            var soon = claim.Until ?? (issue.IsTried ? time.GetUtcNow() + FreshWhileTried : null);
            until = until is null || soon < until ? soon : until;
        }

        return new(lease, [], until);
    }

    /// <summary>Stops an issue and tells the operator. Who resumes it has decided: it is not tried on a few again.</summary>
    public async Task PauseAsync(long issueId, string reason)
    {
        var done = await database.WriteAsync(
            transaction => transaction.ExecuteAsync(
                "update issues set status = 'paused', reason = @reason, canary_passed = 1 where id = @id and status = 'open'",
                CancellationToken.None,
                ("id", issueId),
                ("reason", reason)),
            CancellationToken.None);
        Forget();
        if (done == 1)
            LogPaused(issueId, reason, issueId);
    }

    private async Task<IReadOnlyList<OpenIssue>> CurrentAsync(CancellationToken cancellation)
    {
        await looking.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            if (lookedAt is not { } at || now - at >= (issues.Any(issue => issue.IsTried) ? FreshWhileTried : Fresh) || now < at || nextDue <= now)
            {
                (var open, nextDue) = await ledger.LookAsync(now, now + Ahead, cancellation);
                issues = await AllowedAsync(open, cancellation);
                lookedAt = now;
            }

            return issues;
        }
        finally
        {
            looking.Release();
        }
    }

    private async Task<IReadOnlyList<OpenIssue>> AllowedAsync(IReadOnlyList<OpenIssue> open, CancellationToken cancellation)
    {
        var found = new List<OpenIssue>();
        foreach (var issue in open)
            if (await AllowedAsync(issue, cancellation) is { } allowed)
                found.Add(allowed);
        return found;
    }

    private async Task<OpenIssue?> AllowedAsync(OpenIssue issue, CancellationToken cancellation)
    {
        var size = issue.IsProven ? 0 : Canary.Size(issue.Planned, options.Canary);
        if (size == 0)
            return issue;
        var (last, counts) = await FirstAsync(issue, size, cancellation);
        switch (Canary.Judge(counts, options.ErrorBudget))
        {
            case CanaryVerdict.Wait:
                return issue with { Last = last };
            case CanaryVerdict.Stop:
                await PauseAsync(issue.Id, $"of the first {size} mails {counts[DeliveryStatus.Failed]} were refused");
                return null;
            default:
                await database.WriteAsync(transaction => transaction.ExecuteAsync("update issues set canary_passed = 1 where id = @id", cancellation, ("id", issue.Id)), cancellation);
                return issue;
        }
    }

    private async Task<(long Last, IReadOnlyDictionary<DeliveryStatus, long> Counts)> FirstAsync(OpenIssue issue, long size, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenAsync(cancellation);
        var last = await connection.QueryAsync(
            "select subscriber_id from deliveries where issue_id = @id order by subscriber_id limit 1 offset @before",
            row => row.GetInt64(0),
            cancellation,
            ("id", issue.Id),
            ("before", size - 1));
        var counts = await connection.QueryAsync(
            "select status, count(*) from deliveries where issue_id = @id and subscriber_id <= @last group by status",
            row => (Status: SubscriberRows.Value<DeliveryStatus>(row.GetString(0)), Count: row.GetInt64(1)),
            cancellation,
            ("id", issue.Id),
            ("last", last[0]));
        return (last[0], counts.ToDictionary(row => row.Status, row => row.Count));
    }

    [LoggerMessage(323, LogLevel.Error, "Issue {Issue} is paused: {Reason}; mend that, and go on with `publisher issues resume {Number}`")]
    private partial void LogPaused(long issue, string reason, long number);
}
