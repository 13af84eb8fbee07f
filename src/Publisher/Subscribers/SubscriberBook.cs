using System.Data.Common;
using Publisher.Mail;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>What became of the operator's wish.</summary>
internal enum ReaderOutcome
{
    Done,

    /// <summary>It was so already.</summary>
    Already,

    /// <summary>A mail waits that asks the person to confirm.</summary>
    MailQueued,

    /// <summary>They were asked to confirm as often as is decent: once a day, three times a month.</summary>
    MailedLately,

    /// <summary>They had unsubscribed; only their own wish brings them back.</summary>
    HasLeft,

    /// <summary>The address is suppressed.</summary>
    Suppressed,

    Unknown,
}

/// <summary>Readers as the operator looks after them. Each act is one short transaction, so the service may run beside it.</summary>
internal sealed class SubscriberBook(Database database, Subscriptions subscriptions, Suppressions suppressions, TimeProvider time)
{
    private static readonly string[] Naming = ["deliveries where subscriber_id", "bounces where subscriber_id", "notices where subscriber_id", "webhook_messages where subscriber_id", "api_answers where subscriber_id", "subscribers where id"];

    /// <summary>Every reader, or those of one status, in the order in which they came.</summary>
    public static async Task<IReadOnlyList<SubscriberEntry>> ListAsync(Database database, SubscriberStatus? status, CancellationToken cancellation)
    {
        var list = await SuppressionList.ReadAsync(database, cancellation);
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            $"select {SubscriberEntry.Columns} from subscribers where cast(@status as text) is null or status = @status order by id",
            row => SubscriberEntry.Read(row, list),
            cancellation,
            ("status", status is { } one ? SubscriberRows.Word(one) : null));
    }

    /// <summary>How many readers are of each status; where there are many, as of a while ago.</summary>
    public static Task<IReadOnlyDictionary<SubscriberStatus, long>> CountAsync(Database database, DateTimeOffset now, CancellationToken cancellation) =>
        database.Counts.GetAsync("readers by status", now, () => CountAsync(database, cancellation), counts => counts.Values.Sum());

    /// <summary>How many readers are of each status.</summary>
    public static async Task<IReadOnlyDictionary<SubscriberStatus, long>> CountAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var counts = await connection.QueryAsync("select status, count(*) from subscribers group by status", row => (SubscriberRows.Value<SubscriberStatus>(row.GetString(0)), row.GetInt64(1)), cancellation);
        return counts.ToDictionary();
    }

    public async Task<Suppression?> SuppressionAsync(EmailAddress email, CancellationToken cancellation) => await suppressions.FindAsync(email.Key, cancellation);

    /// <summary>Takes a person in: with a mail that asks them, or at once where the operator vouches for them. Who is known keeps what they chose.</summary>
    /// <param name="lift">Whether they asked anew after they had left or were suppressed.</param>
    public Task<ReaderOutcome> AddAsync(EmailAddress email, Wish wish, bool isConfirmed, bool lift, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var known = await FindAsync(transaction, email, cancellation);
            if (known?.Status == SubscriberStatus.Confirmed && !await IsSuppressedAsync(transaction, email, cancellation))
                return ReaderOutcome.Already;
            if (await ObjectionAsync(transaction, email, known, lift, cancellation) is { } objection)
                return objection;
            if (!isConfirmed)
                return await subscriptions.RequestAsync(transaction, email, Kept(known) ?? wish, null, cancellation) ? ReaderOutcome.MailQueued : ReaderOutcome.MailedLately;
            if (known is null)
                await InsertAsync(transaction, email, wish, cancellation);
            await ConfirmAsync(transaction, email, cancellation);
            return ReaderOutcome.Done;
        },
        cancellation);

    /// <summary>Confirms in a person's place.</summary>
    public Task<ReaderOutcome> ConfirmAsync(EmailAddress email, bool lift, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            if (await FindAsync(transaction, email, cancellation) is not { } known)
                return ReaderOutcome.Unknown;
            if (await ObjectionAsync(transaction, email, known, lift, cancellation) is { } objection)
                return objection;
            if (known.Status == SubscriberStatus.Confirmed)
                return ReaderOutcome.Already;
            await ConfirmAsync(transaction, email, cancellation);
            return ReaderOutcome.Done;
        },
        cancellation);

    /// <summary>Changes what a reader gets. It brings nobody back who had left.</summary>
    /// <param name="change">Makes the new wishes of the old.</param>
    public Task<ReaderOutcome> ChangeAsync(EmailAddress email, Func<Preferences, Preferences> change, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            if (await FindAsync(transaction, email, cancellation) is not { } known)
                return ReaderOutcome.Unknown;
            var (before, after) = (Preferences.Of(known), change(Preferences.Of(known)));
            if (after == before)
                return ReaderOutcome.Already;
            await Subscriptions.ChangeAsync(transaction, known.Id, after, cancellation);
            return ReaderOutcome.Done;
        },
        cancellation);

    /// <summary>Ends a subscription, and sees to it that no import begins it again.</summary>
    public Task<ReaderOutcome> RemoveAsync(EmailAddress email, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            if (await FindAsync(transaction, email, cancellation) is not { } known)
                return ReaderOutcome.Unknown;
            if (known.Status == SubscriberStatus.Unsubscribed && await IsSuppressedAsync(transaction, email, cancellation))
                return ReaderOutcome.Already;
            await ReaderEvents.LeftAsync(transaction, known.Id, Leaving.Removed, time.GetUtcNow(), cancellation);
            await transaction.ExecuteAsync(
                "update subscribers set status = 'unsubscribed', unsubscribed_at = coalesce(unsubscribed_at, @now) where id = @id",
                cancellation,
                ("id", known.Id),
                ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
            await suppressions.SuppressAsync(transaction, email.Key, SuppressionReason.Manual, cancellation);
            return ReaderOutcome.Done;
        },
        cancellation);

    /// <summary>Forgets a person: every row that names them goes, and the ledger's, whose replies may quote the address. What stays is a hash that keeps imports from bringing them back.</summary>
    public Task<ReaderOutcome> EraseAsync(EmailAddress email, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            if (await FindAsync(transaction, email, cancellation) is not { } known)
                return await suppressions.FindAsync(transaction, email.Key, cancellation) is { Reason: SuppressionReason.Erased } ? ReaderOutcome.Already : ReaderOutcome.Unknown;
            await ReaderEvents.LeftAsync(transaction, known.Id, Leaving.Erased, time.GetUtcNow(), cancellation);
            await RememberNumberAsync(transaction, known.Id, cancellation);
            await suppressions.SuppressAsync(transaction, email.Key, SuppressionReason.Erased, cancellation);
            // What is forgotten is not missed in the accounts of the issues.
            await transaction.ExecuteAsync(
                "update issues set planned = planned - 1 where exists (select 1 from deliveries where issue_id = issues.id and subscriber_id = @id)", cancellation, ("id", known.Id));
            await transaction.ExecuteAsync(
                "delete from issue_accounts where exists (select 1 from deliveries d where d.issue_id = issue_accounts.issue_id and d.subscriber_id = @id)", cancellation, ("id", known.Id));
            foreach (var rows in Naming)
                await transaction.ExecuteAsync($"delete from {rows} = @id", cancellation, ("id", known.Id));
            return ReaderOutcome.Done;
        },
        cancellation);

    private static Wish? Kept(Subscriber? known) => known is null ? null : new(known.Cadence, known.Topics, known.Language);

    private static async Task<Subscriber?> FindAsync(DbTransaction transaction, EmailAddress email, CancellationToken cancellation) =>
        (await transaction.QueryAsync($"select {SubscriberRows.Columns} from subscribers where email_key = @key", SubscriberRows.Read, cancellation, ("key", email.Key))).SingleOrDefault();

    private async Task<bool> IsSuppressedAsync(DbTransaction transaction, EmailAddress email, CancellationToken cancellation) =>
        await suppressions.FindAsync(transaction, email.Key, cancellation) is not null;

    // Who said no is asked again only where the operator says that they want it.
    private async Task<ReaderOutcome?> ObjectionAsync(DbTransaction transaction, EmailAddress email, Subscriber? known, bool lift, CancellationToken cancellation)
    {
        if (lift)
            await suppressions.LiftAsync(transaction, email.Key, cancellation);
        else if (await IsSuppressedAsync(transaction, email, cancellation))
            return ReaderOutcome.Suppressed;
        else if (known?.Status == SubscriberStatus.Unsubscribed)
            return ReaderOutcome.HasLeft;
        return null;
    }

    private Task<int> InsertAsync(DbTransaction transaction, EmailAddress email, Wish wish, CancellationToken cancellation) => transaction.ExecuteAsync(
        $"""
        insert into subscribers (id, email, email_key, status, cadence, topics, language, caught_up_to, requested_at)
        values ({SubscriberRows.NextId}, @email, @key, 'unconfirmed', @cadence, @topics, @language, 0, @now)
        """,
        cancellation,
        ("email", email.Address),
        ("key", email.Key),
        ("cadence", SubscriberRows.Word(wish.Cadence)),
        ("topics", SubscriberRows.Text(wish.Topics)),
        ("language", wish.Language),
        ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));

    private async Task ConfirmAsync(DbTransaction transaction, EmailAddress email, CancellationToken cancellation)
    {
        var ids = await transaction.QueryAsync(
            """
            update subscribers set status = 'confirmed', confirmed_at = @now, unsubscribed_at = null, consent = 'operator',
                caught_up_to = (select coalesce(max(sequence), 0) from releases)
            where email_key = @key returning id
            """,
            row => row.GetInt64(0),
            cancellation,
            ("key", email.Key),
            ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        await ReaderEvents.ConfirmedAsync(transaction, ids[0], time.GetUtcNow(), cancellation);
    }

    private static Task<int> RememberNumberAsync(DbTransaction transaction, long id, CancellationToken cancellation) => transaction.ExecuteAsync(
        $"""
        insert into kept_values (name, value) values ('{SubscriberRows.HighestErased}', @id)
        on conflict (name) do update set value = case when cast(kept_values.value as bigint) < cast(excluded.value as bigint) then excluded.value else kept_values.value end
        """,
        cancellation,
        ("id", id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
