using System.Data.Common;
using Publisher.Mail.Mailboxes;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Bounces;

/// <summary>How far a mailbox was read, as the database knows it.</summary>
internal static class MailboxState
{
    public static async Task<MailboxPosition> ReadAsync(Database database, string name, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var found = await connection.QueryAsync("select validity, number from mailboxes where name = @name", row => (row.GetInt64(0), row.GetInt64(1)), cancellation, ("name", name));
        var seen = await connection.QueryAsync("select id from mailbox_seen where name = @name", row => row.GetString(0), cancellation, ("name", name));
        return found is [var (validity, number)] ? new(validity, number, seen.ToHashSet()) : MailboxPosition.Start with { Seen = seen.ToHashSet() };
    }

    /// <summary>Begins a reading: under a new numbering, from the first mail on, and what was still to be put away is met again.</summary>
    public static Task BeginAsync(Database database, string name, MailboxPosition position, MailboxListing listing, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            if (position.Validity != listing.Validity)
                await transaction.ExecuteAsync("delete from mailbox_filings where name = @name", cancellation, ("name", name));
            await transaction.ExecuteAsync(
                """
                insert into mailboxes (name, validity, number) values (@name, @validity, 0)
                on conflict (name) do update set number = case when mailboxes.validity = excluded.validity then mailboxes.number else 0 end, validity = excluded.validity
                """,
                cancellation,
                ("name", name),
                ("validity", listing.Validity));
            foreach (var gone in listing.Present is { } present ? position.Seen.Where(id => !present.Contains(id)) : [])
                await transaction.ExecuteAsync("delete from mailbox_seen where name = @name and id = @id", cancellation, ("name", name), ("id", gone));
        },
        cancellation);

    /// <summary>Writes down that a mail was read, in the transaction of what follows from it.</summary>
    public static async Task PassAsync(DbTransaction transaction, string name, MailboxItem item, Filing filing, CancellationToken cancellation)
    {
        if (item.Number > 0)
            await transaction.ExecuteAsync("update mailboxes set number = case when number < @number then @number else number end where name = @name", cancellation, ("name", name), ("number", item.Number));
        else
            await transaction.ExecuteAsync("insert into mailbox_seen (name, id) values (@name, @id) on conflict (name, id) do nothing", cancellation, ("name", name), ("id", item.Id));
        if (filing != Filing.Stay)
            await transaction.ExecuteAsync("insert into mailbox_filings (name, id, filing) values (@name, @id, @filing) on conflict (name, id) do nothing", cancellation, ("name", name), ("id", item.Id), ("filing", SubscriberRows.Word(filing)));
    }

    /// <summary>What was read and is still to be put away.</summary>
    public static async Task<IReadOnlyList<(string Id, Filing Filing)>> FilingsAsync(Database database, string name, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync("select id, filing from mailbox_filings where name = @name limit @limit", row => (row.GetString(0), SubscriberRows.Value<Filing>(row.GetString(1))), cancellation, ("name", name), ("limit", limit));
    }

    public static Task FiledAsync(Database database, string name, IReadOnlyList<string> ids, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            foreach (var id in ids)
                await transaction.ExecuteAsync("delete from mailbox_filings where name = @name and id = @id", cancellation, ("name", name), ("id", id));
        },
        cancellation);

    /// <summary>How the reading ended.</summary>
    /// <param name="fault">Null where all was read.</param>
    public static Task EndAsync(Database database, string name, string? fault, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            """
            insert into mailboxes (name, validity, number, read_at, fault) values (@name, 0, 0, @read, @fault)
            on conflict (name) do update set read_at = coalesce(excluded.read_at, mailboxes.read_at), fault = excluded.fault
            """,
            cancellation,
            ("name", name),
            ("read", fault is null ? now.ToUnixTimeMilliseconds() : null),
            ("fault", fault)),
        cancellation);
}
