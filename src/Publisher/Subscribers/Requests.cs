using System.Data.Common;
using Publisher.Mail;
using Publisher.Storage;
using static Publisher.Subscribers.SubscriberRows;

namespace Publisher.Subscribers;

/// <summary>Requests for a subscription, from anybody for any address: what each causes depends on who has the address, what can be seen of it does not.</summary>
internal sealed class Requests(Suppressions suppressions, AskBudget budget, TimeProvider time)
{
    // One confirmation mail a day and three a month to an address: a form on the web must not become a weapon against a mailbox.
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    /// <summary>Takes a request, in a transaction of the caller's.</summary>
    /// <param name="asker">Null for the operator, who has no budget.</param>
    /// <returns>Whether a mail to confirm was queued.</returns>
    public async Task<bool> TakeAsync(DbTransaction transaction, EmailAddress email, Wish wish, Asker? asker, CancellationToken cancellation)
    {
        // All that can be asked is asked of every address, and something is written for each: the answer to one takes as long as to another.
        var mayMail = asker is null || await budget.AllowsAsync(transaction, email, asker, time.GetUtcNow(), cancellation);
        var suppression = await suppressions.FindAsync(transaction, email.Key, cancellation);
        var known = (await transaction.QueryAsync($"select {Columns} from subscribers where email_key = @key", Read, cancellation, ("key", email.Key))).SingleOrDefault();
        if (suppression is { YieldsToTheReader: false } || (known is null && !mayMail))
            return false;
        var request = new Request(email, wish, asker, mayMail);
        if (known is null)
            return await InsertAsync(transaction, request, cancellation);
        if (known.Status != SubscriberStatus.Confirmed || suppression is not null)
            return await RenewAsync(transaction, known, request, cancellation);
        await NoticeAsync(transaction, known.Id, NoticeKind.AlreadySubscribed, request, cancellation);
        return false;
    }

    private async Task<bool> InsertAsync(DbTransaction transaction, Request request, CancellationToken cancellation)
    {
        if (!await MayAskAsync(transaction, request, cancellation))
            return false;
        var ids = await transaction.QueryAsync(
            $"""
            insert into subscribers (id, email, email_key, status, cadence, topics, language, caught_up_to, requested_at, consent_form, consent_network)
            values ({NextId}, @email, @key, 'unconfirmed', @cadence, @topics, @language, 0, @now, @form, @network) returning id
            """,
            row => row.GetInt64(0),
            cancellation,
            [("email", request.Email.Address), ("key", request.Email.Key), ("now", time.GetUtcNow().ToUnixTimeMilliseconds()), .. Values(request)]);
        return await NoticeAsync(transaction, ids[0], NoticeKind.Confirm, request, cancellation);
    }

    // The link that was mailed belongs to the request it was mailed for: where no new mail goes out, the old request stays in force.
    private async Task<bool> RenewAsync(DbTransaction transaction, Subscriber known, Request request, CancellationToken cancellation)
    {
        var mailed = await NoticeAsync(transaction, known.Id, NoticeKind.Confirm, request, cancellation);
        await transaction.ExecuteAsync(
            """
            update subscribers set cadence = @cadence, topics = @topics, language = @language,
                status = case when @mailed then 'unconfirmed' else status end,
                requested_at = case when @mailed then @now else requested_at end,
                consent_form = case when @mailed then @form else consent_form end,
                consent_network = case when @mailed then @network else consent_network end
            where id = @id
            """,
            cancellation,
            [("id", known.Id), ("mailed", mailed), ("now", time.GetUtcNow().ToUnixTimeMilliseconds()), .. Values(request)]);
        return mailed;
    }

    private async Task<bool> NoticeAsync(DbTransaction transaction, long id, NoticeKind kind, Request request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var recent = await LatelyAsync(transaction, id, kind, now, cancellation);
        if (recent.Any(at => at > now - Day) || (kind == NoticeKind.Confirm && (recent.Count >= 3 || !await MayAskAsync(transaction, request, cancellation))) || !request.MayMail)
            return false;
        await NoticeQueue.AddAsync(transaction, id, kind, now, cancellation);
        if (request.Asker is { } asker)
            await budget.SpendAsync(transaction, request.Email, asker, asksToConfirm: kind == NoticeKind.Confirm, now, cancellation);
        return true;
    }

    /// <summary>When mail of a kind was queued for a reader in the last thirty days.</summary>
    public static Task<List<DateTimeOffset>> LatelyAsync(DbTransaction transaction, long id, NoticeKind kind, DateTimeOffset now, CancellationToken cancellation) => transaction.QueryAsync(
        "select created_at from notices where subscriber_id = @id and kind = @kind and created_at > @since",
        row => row.Instant(0),
        cancellation,
        ("id", id),
        ("kind", Word(kind)),
        ("since", (now - Month).ToUnixTimeMilliseconds()));

    private async Task<bool> MayAskAsync(DbTransaction transaction, Request request, CancellationToken cancellation) =>
        request.Asker is null || (request.MayMail && await budget.AllowsAskingAsync(transaction, request.Email, time.GetUtcNow(), cancellation));

    /// <param name="MayMail">Whether the budgets of networks and hours have room.</param>
    private sealed record Request(EmailAddress Email, Wish Wish, Asker? Asker, bool MayMail);

    private (string Name, object? Value)[] Values(Request request) =>
    [
        .. Values(request.Wish),
        ("form", request.Asker?.Form),
        ("network", request.Asker is { Network: { } network } && budget.KeepsNetworks ? network : null),
    ];

    private static (string Name, object? Value)[] Values(Wish wish) =>
        [("cadence", Word(wish.Cadence)), ("topics", Text(wish.Topics)), ("language", wish.Language)];
}
