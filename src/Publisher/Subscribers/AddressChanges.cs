using System.Data.Common;
using Publisher.Mail;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>A change of address that waits for the two addresses.</summary>
internal sealed record AddressChange(long SubscriberId, EmailAddress NewEmail, DateTimeOffset AskedAt);

/// <summary>How far a change of address is.</summary>
internal enum ChangeStage
{
    /// <summary>It was withdrawn, made anew, or is too old; or the address is somebody else's by now.</summary>
    Gone,

    /// <summary>The other address has not agreed yet.</summary>
    Waiting,
    Changed,
}

/// <summary>Moves a reader to another address. Both addresses must agree: a link in a forwarded mail moves nobody, and nobody is moved to a mailbox that is not theirs.</summary>
internal sealed class AddressChanges(Database database, NoticeQueue notices, Suppressions suppressions, AskBudget budget, TimeProvider time)
{
    public static readonly TimeSpan AgreeWithin = TimeSpan.FromDays(3);

    private const int MostADay = 3;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Takes the wish for any address. What it does depends on who has the address; what the caller can see does not.</summary>
    public async Task AskAsync(Subscriber reader, EmailAddress email, Asker asker, CancellationToken cancellation)
    {
        await database.WriteAsync(transaction => AskAsync(transaction, reader, email, asker, cancellation), cancellation);
        notices.Hint();
    }

    public async Task<AddressChange?> FindAsync(long id, DateTimeOffset askedAt, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync(
            "select email from address_changes where subscriber_id = @id and asked_at = @asked and asked_at >= @since",
            row => EmailAddress.TryParse(row.GetString(0), out var email) ? new AddressChange(id, email, askedAt) : null,
            cancellation,
            ("id", id),
            ("asked", askedAt.ToUnixTimeMilliseconds()),
            ("since", Since))).SingleOrDefault();
    }

    /// <param name="isNew">Whether it is the new address that agrees.</param>
    public Task<ChangeStage> AgreeAsync(long id, DateTimeOffset askedAt, bool isNew, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var column = isNew ? "new_agreed_at" : "old_agreed_at";
            var agreed = await transaction.QueryAsync(
                $"""
                update address_changes set {column} = coalesce({column}, @now)
                where subscriber_id = @id and asked_at = @asked and asked_at >= @since
                returning email, old_agreed_at is not null and new_agreed_at is not null
                """,
                row => (Email: row.GetString(0), IsWhole: row.GetBoolean(1)),
                cancellation,
                ("id", id),
                ("asked", askedAt.ToUnixTimeMilliseconds()),
                ("since", Since),
                ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
            if (agreed is not [var (text, isWhole)] || !EmailAddress.TryParse(text, out var email))
                return ChangeStage.Gone;
            return isWhole ? await MoveAsync(transaction, id, email, cancellation) : ChangeStage.Waiting;
        },
        cancellation);

    /// <returns>False where there was nothing to withdraw.</returns>
    public Task<bool> WithdrawAsync(long id, DateTimeOffset askedAt, CancellationToken cancellation) => database.WriteAsync(
        async transaction => await transaction.ExecuteAsync(
            "delete from address_changes where subscriber_id = @id and asked_at = @asked",
            cancellation,
            ("id", id),
            ("asked", askedAt.ToUnixTimeMilliseconds())) == 1,
        cancellation);

    /// <summary>Forgets what was not agreed to in time, and the addresses that were asked: they may be those of people who know nothing of us.</summary>
    public static async Task ForgetAsync(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellation)
    {
        var before = ("before", (object?)(now - AgreeWithin).ToUnixTimeMilliseconds());
        await transaction.ExecuteAsync("delete from address_changes where asked_at < @before", cancellation, before);
        await transaction.ExecuteAsync("update notices set email = null where email is not null and settled_at is not null and created_at < @before", cancellation, before);
    }

    private long Since => (time.GetUtcNow() - AgreeWithin).ToUnixTimeMilliseconds();

    private async Task<bool> AskAsync(DbTransaction transaction, Subscriber reader, EmailAddress email, Asker asker, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var isWithinBudget = await budget.AllowsAsync(transaction, email, asker, now, cancellation) && await budget.AllowsAskingAsync(transaction, email, now, cancellation);
        var isFree = await IsFreeAsync(transaction, reader.Id, email, cancellation);
        if (!isWithinBudget || await AskedLatelyAsync(transaction, reader.Id, now, cancellation) >= MostADay)
            return false;
        await transaction.ExecuteAsync(
            """
            insert into address_changes (subscriber_id, email, email_key, asked_at) values (@id, @email, @key, @now)
            on conflict (subscriber_id) do update set email = excluded.email, email_key = excluded.email_key, asked_at = excluded.asked_at, old_agreed_at = null, new_agreed_at = null
            """,
            cancellation,
            ("id", reader.Id),
            ("email", email.Address),
            ("key", email.Key),
            ("now", now.ToUnixTimeMilliseconds()));
        await NoticeQueue.AddAsync(transaction, reader.Id, NoticeKind.OldAddress, now, cancellation);
        // Whose address it is already hears nothing, and so never agrees.
        if (isFree)
            await NoticeQueue.AddAsync(transaction, reader.Id, NoticeKind.NewAddress, now, cancellation, email.Address);
        await budget.SpendAsync(transaction, email, asker, asksToConfirm: isFree, now, cancellation);
        return true;
    }

    private async Task<ChangeStage> MoveAsync(DbTransaction transaction, long id, EmailAddress email, CancellationToken cancellation)
    {
        await transaction.ExecuteAsync("delete from address_changes where subscriber_id = @id", cancellation, ("id", id));
        if (!await IsFreeAsync(transaction, id, email, cancellation))
            return ChangeStage.Gone;
        // Somebody typed the address into a form and nobody confirmed it: its owner just did more than that.
        await transaction.ExecuteAsync("delete from subscribers where email_key = @key and status = 'unconfirmed' and id <> @id", cancellation, ("key", email.Key), ("id", id));
        await transaction.ExecuteAsync("update subscribers set email = @email, email_key = @key where id = @id", cancellation, ("email", email.Address), ("key", email.Key), ("id", id));
        await suppressions.LiftAsync(transaction, email.Key, cancellation);
        return ChangeStage.Changed;
    }

    private async Task<bool> IsFreeAsync(DbTransaction transaction, long id, EmailAddress email, CancellationToken cancellation)
    {
        var suppression = await suppressions.FindAsync(transaction, email.Key, cancellation);
        var holders = await transaction.QueryAsync(
            "select id from subscribers where email_key = @key and (status <> 'unconfirmed' or id = @id)",
            row => row.GetInt64(0),
            cancellation,
            ("key", email.Key),
            ("id", id));
        return suppression is null or { YieldsToTheReader: true } && holders.Count == 0;
    }

    private static async Task<long> AskedLatelyAsync(DbTransaction transaction, long id, DateTimeOffset now, CancellationToken cancellation) =>
        (await transaction.QueryAsync(
            "select count(*) from notices where subscriber_id = @id and kind = 'oldaddress' and created_at > @since",
            row => row.GetInt64(0),
            cancellation,
            ("id", id),
            ("since", (now - Day).ToUnixTimeMilliseconds())))[0];
}
