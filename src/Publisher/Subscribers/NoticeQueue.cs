using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>Mail about a subscription itself.</summary>
internal enum NoticeKind
{
    Confirm,
    AlreadySubscribed,

    /// <summary>To the address that a reader wishes to change to.</summary>
    NewAddress,

    /// <summary>To the address that a reader wishes to leave.</summary>
    OldAddress,

    /// <summary>The link to all that is kept of a reader.</summary>
    OwnData,
}

/// <param name="Attempts">Attempts that failed so far.</param>
/// <param name="Email">Where it goes: for a change of address, not where the reader is.</param>
internal sealed record Notice(long Id, NoticeKind Kind, DateTimeOffset CreatedAt, int Attempts, Subscriber Subscriber, string Email);

/// <summary>Notices that wait in the database: a page is answered without waiting for a mail server, and a mail that was promised outlives a crash.</summary>
internal sealed class NoticeQueue(Database database)
{
    /// <summary>Says that a notice was queued; must be quick.</summary>
    public event Action? Queued;

    public void Hint() => Queued?.Invoke();

    /// <param name="email">Null for the reader's own address.</param>
    public static Task AddAsync(DbTransaction transaction, long subscriberId, NoticeKind kind, DateTimeOffset now, CancellationToken cancellation, string? email = null) => transaction.ExecuteAsync(
        "insert into notices (subscriber_id, kind, created_at, due_at, attempts, email) values (@id, @kind, @now, @now, 0, @email)",
        cancellation,
        ("email", email),
        ("id", subscriberId),
        ("kind", SubscriberRows.Word(kind)),
        ("now", now.ToUnixTimeMilliseconds()));

    public async Task<IReadOnlyList<Notice>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            $"""
            select {string.Join(", ", SubscriberRows.Columns.Split(", ").Select(column => "s." + column))}, n.id, n.kind, n.created_at, n.attempts, coalesce(n.email, s.email)
            from notices n join subscribers s on s.id = n.subscriber_id
            where n.settled_at is null and n.due_at <= @now order by n.due_at, n.id limit @limit
            """,
            ReadNotice,
            cancellation,
            ("now", now.ToUnixTimeMilliseconds()),
            ("limit", limit));
    }

    private static Notice ReadNotice(DbDataReader row)
    {
        var next = SubscriberRows.Count;
        return new(row.GetInt64(next), SubscriberRows.Value<NoticeKind>(row.GetString(next + 1)), row.Instant(next + 2), row.Int(next + 3), SubscriberRows.Read(row), row.GetString(next + 4));
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
