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

    /// <summary>The accounts of some issues, each as it stood at one moment: of an issue that is done, when it was.</summary>
    /// <param name="which">A condition on <c>i</c>, the issue.</param>
    public static async Task<IReadOnlyList<Account>> ReadAsync(DbConnection connection, string which, CancellationToken cancellation)
    {
        var rows = await connection.QueryAsync(
            $"""
            select i.id, i.planned, d.status, count(d.issue_id) from issues i
            left join deliveries d on d.issue_id = i.id and (i.closed_at is null or not exists (select 1 from issue_accounts a where a.issue_id = i.id))
            where {which} group by i.id, i.planned, d.status
            union all
            select i.id, i.planned, a.status, a.count from issues i join issue_accounts a on a.issue_id = i.id where i.closed_at is not null and {which}
            order by 1
            """,
            row => (Id: row.GetInt64(0), Planned: row.GetInt64(1), Status: row.Text(2), Count: row.GetInt64(3)),
            cancellation);
        return [.. rows.GroupBy(row => (row.Id, row.Planned)).Select(issue => new Account(issue.Key.Id, issue.Key.Planned, issue.Where(row => IsStatus(row.Status)).ToDictionary(row => Enum.Parse<DeliveryStatus>(row.Status!, ignoreCase: true), row => row.Count)))];
    }

    // A word that is none counts for nothing, so the account is not right.
    private static bool IsStatus(string? word) => Enum.TryParse<DeliveryStatus>(word, ignoreCase: true, out _);
}

/// <summary>Checks the account of every issue that is in motion: an issue that lost or gained a delivery is stopped and told of.</summary>
internal sealed partial class Accounts(Database database, NewsletterOptions options, TimeProvider time, ILogger<Accounts> log)
{
    /// <summary>What the reason of an issue begins with that was paused because its account is not right.</summary>
    public const string Wrong = "its account is not right";

    /// <summary>Whether there is anything for a round of sending to do.</summary>
    public async Task<bool> IsAnythingDueAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var found = await connection.QueryAsync(
            """
            select exists (select 1 from deliveries where status in ('pending', 'deferred', 'unknown') and due_at <= @now)
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
        foreach (var account in await InMotionAsync(cancellation))
        {
            if (!account.IsRight)
                await PauseAsync(account, cancellation);
            else if (!account.Counts.Keys.Any(IsUnfinished))
                await CloseAsync(account.IssueId, cancellation);
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

    private async Task<IReadOnlyList<Account>> InMotionAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await Account.ReadAsync(connection, "i.closed_at is null", cancellation);
    }

    private static bool IsUnfinished(DeliveryStatus status) => status is DeliveryStatus.Pending or DeliveryStatus.Deferred or DeliveryStatus.Sending or DeliveryStatus.Unknown;

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

    private Task CloseAsync(long id, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var closed = await transaction.ExecuteAsync(
                """
                update issues set closed_at = @now where id = @id and closed_at is null
                    and not exists (select 1 from deliveries where issue_id = @id and status in ('pending', 'deferred', 'sending', 'unknown'))
                """,
                cancellation,
                ("id", id),
                ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
            if (closed == 0)
                return;
            await transaction.ExecuteAsync("delete from issue_accounts where issue_id = @id", cancellation, ("id", id));
            await transaction.ExecuteAsync("insert into issue_accounts (issue_id, status, count) select issue_id, status, count(*) from deliveries where issue_id = @id group by issue_id, status", cancellation, ("id", id));
            await IssueEvents.SentAsync(transaction, id, time.GetUtcNow(), cancellation);
        },
        cancellation);

    [LoggerMessage(351, LogLevel.Error, "Issue {Issue} is paused: {Reason}. `publisher issues show {Issue}` shows what there is; `publisher issues resume {Issue}` goes on")]
    private partial void LogWrong(long issue, string reason);
}
