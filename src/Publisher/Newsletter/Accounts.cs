using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>The account of one issue.</summary>
/// <param name="Planned">How many deliveries were decided.</param>
/// <param name="Counts">How many stand in each status.</param>
internal sealed record Account(long IssueId, long Planned, IReadOnlyDictionary<DeliveryStatus, long> Counts)
{
    public long Found => Counts.Values.Sum();

    /// <summary>Planned = sent + failed + withheld + unknown + pending + deferred + sending.</summary>
    public bool IsRight => Planned == Found;

    /// <summary>The accounts of some issues, each as it stood at one moment: of an issue that is done, when it was; of a large one that goes on, a while ago.</summary>
    /// <param name="which">A condition on <c>i</c>, the issue.</param>
    public static async Task<IReadOnlyList<Account>> ReadAsync(DbConnection connection, string which, LargeCounts counts, DateTimeOffset now, CancellationToken cancellation)
    {
        var issues = await connection.QueryAsync(
            $"select i.id, i.planned, case when i.closed_at is not null and exists (select 1 from issue_accounts a where a.issue_id = i.id) then 1 else 0 end from issues i where {which} order by i.id",
            row => (Id: row.GetInt64(0), Planned: row.GetInt64(1), IsKept: row.GetInt64(2) == 1),
            cancellation);
        var kept = (await connection.QueryAsync(
            $"select a.issue_id, a.status, a.count from issue_accounts a join issues i on i.id = a.issue_id where {which}", row => (Id: row.GetInt64(0), Status: row.Text(1), Count: row.GetInt64(2)), cancellation)).ToLookup(row => row.Id, row => (row.Status, row.Count));
        var accounts = new List<Account>();
        foreach (var (id, planned, isKept) in issues)
            accounts.Add(isKept ? new Account(id, planned, Sums(kept[id])) : await counts.GetAsync(FormattableString.Invariant($"account {id}"), now, () => CountAsync(connection, id, cancellation), account => account.Found));
        return accounts;
    }

    /// <summary>The account of an issue as it stands.</summary>
    public static async Task<Account> CountAsync(DbConnection connection, long id, CancellationToken cancellation)
    {
        var rows = await connection.QueryAsync(
            "select i.planned, d.status, count(d.issue_id) from issues i left join deliveries d on d.issue_id = i.id where i.id = @id group by i.planned, d.status",
            row => (Planned: row.GetInt64(0), Status: row.Text(1), Count: row.GetInt64(2)),
            cancellation,
            ("id", id));
        return new(id, rows[0].Planned, Sums(rows.Select(row => (row.Status, row.Count))));
    }

    private static Dictionary<DeliveryStatus, long> Sums(IEnumerable<(string? Status, long Count)> rows) =>
        rows.Where(row => IsStatus(row.Status)).ToDictionary(row => Enum.Parse<DeliveryStatus>(row.Status!, ignoreCase: true), row => row.Count);

    // A word that is none counts for nothing, so the account is not right.
    private static bool IsStatus(string? word) => Enum.TryParse<DeliveryStatus>(word, ignoreCase: true, out _);
}

/// <summary>Checks the account of every issue that is in motion: an issue that lost or gained a delivery is stopped and told of.</summary>
internal sealed partial class Accounts(Database database, NewsletterOptions options, TimeProvider time, ILogger<Accounts> log)
{
    /// <summary>What the reason of an issue begins with that was paused because its account is not right.</summary>
    public const string Wrong = "its account is not right";

    // In two halves, each by the small index of its own.
    private const string Unfinished =
        "exists (select 1 from deliveries where issue_id = issues.id and status in ('pending', 'deferred', 'unknown')) or exists (select 1 from deliveries where issue_id = issues.id and status = 'sending')";

    /// <summary>Whether there is anything for a round of sending to do.</summary>
    public async Task<bool> IsAnythingDueAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var found = await connection.QueryAsync(
            """
            select exists (select 1 from issues i where i.closed_at is null
                    and (select d.due_at from deliveries d where d.issue_id = i.id and d.status in ('pending', 'deferred', 'unknown') order by d.due_at limit 1) <= @now)
                or exists (select 1 from deliveries where status = 'sending')
            """,
            row => row.GetBoolean(0),
            cancellation,
            ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        return found[0];
    }

    /// <summary>To be called once after a round of sending: one query over the issues that are not done.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        await SweepAsync(cancellation);
        await using var connection = await database.OpenAsync(cancellation);
        foreach (var (id, isUnfinished) in await InMotionAsync(connection, cancellation))
        {
            // While it goes on, a large one is counted now and then. Before anything follows from it, it is counted anew.
            if (isUnfinished && await database.Counts.GetAsync(FormattableString.Invariant($"account {id}"), time.GetUtcNow(), () => Account.CountAsync(connection, id, cancellation), found => found.Found) is { IsRight: true })
                continue;
            var account = await Account.CountAsync(connection, id, cancellation);
            if (!account.IsRight)
                await PauseAsync(account, cancellation);
            else if (!isUnfinished && await CloseAsync(id, cancellation))
                await DeliveryCurve.KeepAsync(database, id, cancellation);
        }
    }

    /// <summary>Brings back what a clock that was ahead put off into the far future.</summary>
    public Task<int> PullBackAsync(CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            "update deliveries set due_at = @now where status in ('pending', 'deferred', 'unknown') and due_at > @far and due_at < @never",
            cancellation,
            ("now", time.GetUtcNow().ToUnixTimeMilliseconds()),
            ("far", (time.GetUtcNow() + (2 * options.Retry.Longest) + (2 * options.Retry.Unknown)).ToUnixTimeMilliseconds()),
            ("never", Adoption.Never)),
        cancellation);

    private static async Task<IReadOnlyList<(long Id, bool IsUnfinished)>> InMotionAsync(DbConnection connection, CancellationToken cancellation) =>
        await connection.QueryAsync($"select id, case when {Unfinished} then 1 else 0 end from issues where closed_at is null order by id", row => (row.GetInt64(0), row.GetInt64(1) != 0), cancellation);

    // What was under way when its issue was cancelled, and came back.
    private Task SweepAsync(CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            $"update deliveries set status = 'withheld', reply = '{IssueBook.Cancelled}' where issue_id in (select id from issues where status = 'cancelled' and closed_at is null) and status in ('pending', 'deferred')",
            cancellation),
        cancellation);

    private async Task PauseAsync(Account account, CancellationToken cancellation)
    {
        var reason = FormattableString.Invariant($"{Wrong}: {account.Planned} deliveries were planned, {account.Found} are found");
        var paused = await database.WriteAsync(
            transaction => transaction.ExecuteAsync(
                "update issues set status = 'paused', reason = @reason where id = @id and status = 'open'",
                cancellation,
                ("id", account.IssueId),
                ("reason", reason)),
            cancellation);
        if (paused == 1)
            LogWrong(account.IssueId, reason);
    }

    /// <returns>Whether it was open.</returns>
    private Task<bool> CloseAsync(long id, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var closed = await transaction.ExecuteAsync(
                $"update issues set closed_at = @now where id = @id and closed_at is null and not ({Unfinished})",
                cancellation,
                ("id", id),
                ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
            if (closed == 0)
                return false;
            await transaction.ExecuteAsync("delete from issue_accounts where issue_id = @id", cancellation, ("id", id));
            await transaction.ExecuteAsync("insert into issue_accounts (issue_id, status, count) select issue_id, status, count(*) from deliveries where issue_id = @id group by issue_id, status", cancellation, ("id", id));
            await IssueEvents.SentAsync(transaction, id, time.GetUtcNow(), cancellation);
            return true;
        },
        cancellation);

    [LoggerMessage(351, LogLevel.Error, "Issue {Issue} is paused: {Reason}. `publisher issues show {Issue}` shows what there is; `publisher issues resume {Issue}` goes on")]
    private partial void LogWrong(long issue, string reason);
}
