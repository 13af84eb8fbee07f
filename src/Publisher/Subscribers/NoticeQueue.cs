using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>Mail about a subscription itself.</summary>
internal enum NoticeKind
{
    Confirm,
    AlreadySubscribed,
}

/// <param name="Attempts">Attempts that failed so far.</param>
internal sealed record Notice(long Id, NoticeKind Kind, DateTimeOffset CreatedAt, int Attempts, Subscriber Subscriber);

/// <summary>Notices that wait in the database: a page is answered without waiting for a mail server, and a mail that was promised outlives a crash.</summary>
internal sealed class NoticeQueue(Database database)
{
    /// <summary>Says that a notice was queued; must be quick.</summary>
    public event Action? Queued;

    public void Hint() => Queued?.Invoke();

    public static Task AddAsync(DbTransaction transaction, long subscriberId, NoticeKind kind, DateTimeOffset now, CancellationToken cancellation) => transaction.ExecuteAsync(
        "insert into notices (subscriber_id, kind, created_at, due_at, attempts) values (@id, @kind, @now, @now, 0)",
        cancellation,
        ("id", subscriberId),
        ("kind", SubscriberRows.Word(kind)),
        ("now", now.ToUnixTimeMilliseconds()));

    public async Task<IReadOnlyList<Notice>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            $"""
            select {string.Join(", ", SubscriberRows.Columns.Split(", ").Select(column => "s." + column))}, n.id, n.kind, n.created_at, n.attempts
            from notices n join subscribers s on s.id = n.subscriber_id
            where n.settled_at is null and n.due_at <= @now order by n.due_at, n.id limit @limit
            """,
            row => new Notice(row.GetInt64(8), SubscriberRows.Value<NoticeKind>(row.GetString(9)), row.Instant(10), row.Int(11), SubscriberRows.Read(row)),
            cancellation,
            ("now", now.ToUnixTimeMilliseconds()),
            ("limit", limit));
    }

    /// <summary>Ends a notice, sent or not.</summary>
    public Task SettleAsync(long id, string reply, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            "update notices set settled_at = @now, reply = @reply, attempts = attempts + 1 where id = @id",
            cancellation,
            ("id", id),
            ("reply", reply),
            ("now", now.ToUnixTimeMilliseconds())),
        cancellation);

    public Task DeferAsync(long id, string reply, DateTimeOffset due, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            "update notices set due_at = @due, reply = @reply, attempts = attempts + 1 where id = @id",
            cancellation,
            ("id", id),
            ("reply", reply),
            ("due", due.ToUnixTimeMilliseconds())),
        cancellation);
}
