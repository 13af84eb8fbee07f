using System.Data.Common;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>An issue as the operator sees it.</summary>
/// <param name="Status"><c>open</c>, <c>paused</c> or <c>cancelled</c>.</param>
/// <param name="Reason">Who or what stopped it.</param>
/// <param name="Posts">The files of its posts, or their ids where they are gone.</param>
internal sealed record IssueEntry(long Id, string Kind, Cadence Cadence, string Language, string Subject, string Status, string? Reason, DateTimeOffset CreatedAt, IReadOnlyList<string> Posts, Account Account)
{
    public long Count(DeliveryStatus status) => Account.Counts.GetValueOrDefault(status);
}

/// <summary>Why deliveries of an issue stand as they do.</summary>
internal sealed record IssueReason(DeliveryStatus Status, string Reason, long Count);

/// <summary>What became of the operator's wish.</summary>
internal enum IssueOutcome
{
    Done,

    /// <summary>It was so already, or there was nothing to do.</summary>
    Already,

    /// <summary>It was cancelled, and that is for ever.</summary>
    Cancelled,

    Unknown,
}

/// <summary>Issues as the operator looks after them. Each act is one short transaction, so the service may run beside it.</summary>
internal sealed class IssueBook(Database database, TimeProvider time)
{
    public const string Cancelled = "the issue was cancelled";

    /// <summary>The reason of an issue that the operator paused.</summary>
    public const string ByOperator = "paused by the operator";

    /// <summary>Every issue, in the order in which they were composed.</summary>
    public Task<IReadOnlyList<IssueEntry>> ListAsync(CancellationToken cancellation) => ReadAsync("true", cancellation);

    /// <summary>A page of issues, the newest first.</summary>
    /// <param name="before">The number of the last issue of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<IssueEntry>> PageAsync(long? before, int count, CancellationToken cancellation) =>
        [.. (await ReadAsync(FormattableString.Invariant($"i.id in (select id from issues where id < {before ?? long.MaxValue} order by id desc limit {count})"), cancellation)).Reverse()];

    /// <summary>Those that wait for the operator.</summary>
    public Task<IReadOnlyList<IssueEntry>> PausedAsync(CancellationToken cancellation) => ReadAsync("i.status = 'paused'", cancellation);

    /// <returns>Null where there is no such issue.</returns>
    public async Task<IssueEntry?> FindAsync(long id, CancellationToken cancellation) =>
        (await ReadAsync(FormattableString.Invariant($"i.id = {id}"), cancellation)).SingleOrDefault();

    /// <summary>What servers and rules said, the most frequent first; where they said much, as of a while ago.</summary>
    public Task<IReadOnlyList<IssueReason>> ReasonsAsync(long id, CancellationToken cancellation) =>
        database.Counts.GetAsync(FormattableString.Invariant($"reasons {id}"), time.GetUtcNow(), () => CountReasonsAsync(id, cancellation), reasons => reasons.Sum(reason => reason.Count));

    private async Task<IReadOnlyList<IssueReason>> CountReasonsAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            "select status, reply, count(*) from deliveries where issue_id = @id and status in ('deferred', 'failed', 'unknown', 'withheld') and reply is not null group by status, reply order by 3 desc, 1, 2 limit 50",
            row => new IssueReason(SubscriberRows.Value<DeliveryStatus>(row.GetString(0)), row.GetString(1), row.GetInt64(2)),
            cancellation,
            ("id", id));
    }

    public Task<IssueOutcome> PauseAsync(long id, CancellationToken cancellation) =>
        ActAsync(id, "open", $"update issues set status = 'paused', reason = '{ByOperator}' where id = @id", cancellation);

    public Task<IssueOutcome> ResumeAsync(long id, CancellationToken cancellation) =>
        ActAsync(id, "paused", "update issues set status = 'open', reason = null, closed_at = null where id = @id", cancellation);

    /// <summary>Sends no more of an issue, ever. What was sent stays sent.</summary>
    /// <returns>How many deliveries are withheld by it.</returns>
    public Task<(IssueOutcome Outcome, int Withheld)> CancelAsync(long id, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            if (await StatusAsync(transaction, id, cancellation) is not { } status)
                return (IssueOutcome.Unknown, 0);
            if (status == "cancelled")
                return (IssueOutcome.Already, 0);
            await transaction.ExecuteAsync("update issues set status = 'cancelled', reason = 'cancelled by the operator', closed_at = null where id = @id", cancellation, ("id", id));
            return (IssueOutcome.Done, await transaction.ExecuteAsync(
                $"update deliveries set status = 'withheld', settled_at = @now, reply = '{Cancelled}' where issue_id = @id and status in ('pending', 'deferred')",
                cancellation,
                ("id", id),
                ("now", time.GetUtcNow().ToUnixTimeMilliseconds())));
        },
        cancellation);

    /// <summary>Sends again what failed, and that alone: nobody who got it gets it again. Attempts go on being counted; the time to give up begins anew.</summary>
    /// <param name="unknown">Whether those are meant too of whom nobody knows whether they got it.</param>
    public Task<(IssueOutcome Outcome, int Count)> RetryAsync(long id, bool unknown, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            if (await StatusAsync(transaction, id, cancellation) is not { } status)
                return (IssueOutcome.Unknown, 0);
            if (status == "cancelled")
                return (IssueOutcome.Cancelled, 0);
            var count = await transaction.ExecuteAsync(
                $"update deliveries set status = 'pending', due_at = @now, first_tried_at = null, lease = null, lease_until = null where issue_id = @id and status in ({(unknown ? "'failed', 'unknown'" : "'failed'")})",
                cancellation,
                ("id", id),
                ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
            await transaction.ExecuteAsync("update issues set closed_at = null where id = @id", cancellation, ("id", id));
            return (count > 0 ? IssueOutcome.Done : IssueOutcome.Already, count);
        },
        cancellation);

    private Task<IssueOutcome> ActAsync(long id, string from, string sql, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var status = await StatusAsync(transaction, id, cancellation);
            if (status != from)
                return status switch { null => IssueOutcome.Unknown, "cancelled" => IssueOutcome.Cancelled, _ => IssueOutcome.Already };
            await transaction.ExecuteAsync(sql, cancellation, ("id", id));
            return IssueOutcome.Done;
        },
        cancellation);

    private static async Task<string?> StatusAsync(DbTransaction transaction, long id, CancellationToken cancellation) =>
        (await transaction.QueryAsync("select status from issues where id = @id", row => row.GetString(0), cancellation, ("id", id))).SingleOrDefault();

    private async Task<IReadOnlyList<IssueEntry>> ReadAsync(string which, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var accounts = (await Account.ReadAsync(connection, which, database.Counts, time.GetUtcNow(), cancellation)).ToDictionary(account => account.IssueId);
        var posts = (await connection.QueryAsync(
            $"select i.id, coalesce(p.path, ip.post_id) from issues i join issue_posts ip on ip.issue_id = i.id left join posts p on p.id = ip.post_id where {which} order by i.id, ip.position",
            row => (Issue: row.GetInt64(0), Post: row.GetString(1)),
            cancellation)).ToLookup(row => row.Issue, row => row.Post);
        // An issue that is composed in between is left to the next look.
        return [.. (await connection.QueryAsync(
            $"select i.id, i.kind, i.cadence, i.language, i.subject, i.status, i.reason, i.created_at from issues i where {which} order by i.id",
            row => Entry(row, accounts, posts),
            cancellation)).OfType<IssueEntry>()];
    }

    private static IssueEntry? Entry(DbDataReader row, Dictionary<long, Account> accounts, ILookup<long, string> posts) => accounts.GetValueOrDefault(row.GetInt64(0)) is not { } account ? null : new(
        row.GetInt64(0),
        row.GetString(1),
        SubscriberRows.Value<Cadence>(row.GetString(2)),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.Text(6),
        row.Instant(7),
        [.. posts[row.GetInt64(0)]],
        account);
}
