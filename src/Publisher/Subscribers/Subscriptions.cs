using System.Data.Common;
using Publisher.Mail;
using Publisher.Storage;
using static Publisher.Subscribers.SubscriberRows;

namespace Publisher.Subscribers;

/// <summary>What a reader asks for.</summary>
internal sealed record Wish(Cadence Cadence, IReadOnlyList<string> Topics, string Language);

/// <summary>The life of a subscription: requested, confirmed, changed, ended. Each step is one transaction.</summary>
internal sealed class Subscriptions(Database database, NoticeQueue notices, Suppressions suppressions, AskBudget budget, TimeProvider time)
{
    /// <summary>How long a link to confirm is good.</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromDays(3);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly Requests requests = new(suppressions, budget, time);

    /// <summary>Takes a request from anybody for any address. What it does depends on who has the address; what the caller can see does not.</summary>
    public async Task RequestAsync(EmailAddress email, Wish wish, Asker asker, CancellationToken cancellation)
    {
        await database.WriteAsync(transaction => RequestAsync(transaction, email, wish, asker, cancellation), cancellation);
        notices.Hint();
    }

    public async Task<Subscriber?> FindAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync($"select {Columns} from subscribers where id = @id", Read, cancellation, ("id", id))).SingleOrDefault();
    }

    public bool IsInTime(DateTimeOffset requestedAt) => time.GetUtcNow() - requestedAt <= ConfirmWithin;

    /// <summary>Confirms one request. From here on the reader gets what is released later, nothing earlier.</summary>
    /// <param name="text">What stood beside the button.</param>
    /// <returns>False where the request was answered otherwise, was made anew since, or is too old.</returns>
    public Task<bool> ConfirmAsync(long id, DateTimeOffset requestedAt, ConsentText text, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            if (!IsInTime(requestedAt) || !await MayReturnAsync(transaction, id, cancellation))
                return false;
            var done = await transaction.ExecuteAsync(
                """
                update subscribers set status = 'confirmed', confirmed_at = @now, unsubscribed_at = null, consent = 'link', consent_text = @text,
                    caught_up_to = (select coalesce(max(sequence), 0) from releases)
                where id = @id and status = 'unconfirmed' and requested_at = @requested_at
                """,
                cancellation,
                ("id", id),
                ("requested_at", requestedAt.ToUnixTimeMilliseconds()),
                ("text", text.Version),
                ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
            if (done == 1)
                await WelcomeAsync(transaction, id, text, cancellation);

            return done == 1 || await IsConfirmedAsync(transaction, id, requestedAt, cancellation);
        },
        cancellation);

    /// <summary>Changes what a reader gets. A reader who had left and asks from a link in an own mail comes back, from the present on.</summary>
    /// <param name="text">What stood beside the button, for who comes back.</param>
    /// <returns>Whether the reader came back.</returns>
    public Task<bool> ChangeAsync(long id, Preferences preferences, ConsentText text, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await ChangeAsync(transaction, id, preferences, cancellation);
            return await ReturnAsync(transaction, id, text, cancellation);
        },
        cancellation);

    /// <summary>The change alone, within a transaction of the caller's.</summary>
    public static Task ChangeAsync(DbTransaction transaction, long id, Preferences preferences, CancellationToken cancellation) => transaction.ExecuteAsync(
        """
        update subscribers set cadence = @cadence, topics = @topics, language = @language, chose_language = @chose,
            time_zone = @zone, format = @format, paused_until = @paused
        where id = @id
        """,
        cancellation,
        ("id", id),
        ("cadence", Word(preferences.Cadence)),
        ("topics", Text(preferences.Topics)),
        ("language", preferences.Language),
        ("chose", preferences.HasChosenLanguage ? 1 : 0),
        ("zone", preferences.TimeZone),
        ("format", Word(preferences.Format)),
        ("paused", preferences.PausedUntil?.ToUnixTimeMilliseconds()));

    /// <summary>Ends a subscription at once; mail that is queued for it is withheld. Doing it twice is as good as once.</summary>
    public Task UnsubscribeAsync(long id, CancellationToken cancellation) => database.WriteAsync(transaction => UnsubscribeAsync(transaction, id, Leaving.Unsubscribed, cancellation), cancellation);

    /// <summary>The same within a transaction of the caller's.</summary>
    public async Task UnsubscribeAsync(DbTransaction transaction, long id, Leaving how, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await ReaderEvents.LeftAsync(transaction, id, how, now, cancellation);
        await transaction.ExecuteAsync(
            "update subscribers set status = 'unsubscribed', unsubscribed_at = @now where id = @id and status <> 'unsubscribed'",
            cancellation,
            ("id", id),
            ("now", now.ToUnixTimeMilliseconds()));
    }

    /// <summary>Mails a reader the link to what is kept of them, at most once a day.</summary>
    public async Task MailDataAsync(long id, CancellationToken cancellation)
    {
        await database.WriteAsync(
            async transaction =>
            {
                var now = time.GetUtcNow();
                if (!(await Requests.LatelyAsync(transaction, id, NoticeKind.OwnData, now, cancellation)).Any(at => at > now - Day))
                    await NoticeQueue.AddAsync(transaction, id, NoticeKind.OwnData, now, cancellation);
            },
            cancellation);
        notices.Hint();
    }

    /// <summary>Forgets who never confirmed: an address that somebody typed is nobody's consent. Who had been a reader before is one who left.</summary>
    public Task ForgetUnconfirmedAsync(CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var before = ("before", (object?)(time.GetUtcNow() - Month).ToUnixTimeMilliseconds());
            await transaction.ExecuteAsync("update subscribers set status = 'unsubscribed' where status = 'unconfirmed' and requested_at < @before and confirmed_at is not null", cancellation, before);
            await transaction.ExecuteAsync("delete from subscribers where status = 'unconfirmed' and requested_at < @before", cancellation, before);
        },
        cancellation);

    private async Task<bool> ReturnAsync(DbTransaction transaction, long id, ConsentText text, CancellationToken cancellation)
    {
        if (!await MayReturnAsync(transaction, id, cancellation))
            return false;
        var done = await transaction.ExecuteAsync(
            """
            update subscribers set status = 'confirmed', confirmed_at = @now, unsubscribed_at = null, consent = 'preferences', consent_text = @text,
                caught_up_to = (select coalesce(max(sequence), 0) from releases)
            where id = @id and status = 'unsubscribed'
            """,
            cancellation,
            ("id", id),
            ("text", text.Version),
            ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        if (done == 1)
            await WelcomeAsync(transaction, id, text, cancellation);
        return done == 1;
    }

    private async Task WelcomeAsync(DbTransaction transaction, long id, ConsentText text, CancellationToken cancellation)
    {
        await text.KeepAsync(transaction, time.GetUtcNow(), cancellation);
        await LiftAsync(transaction, id, cancellation);
        await ReaderEvents.ConfirmedAsync(transaction, id, time.GetUtcNow(), cancellation);
    }

    // Who complained about mail gets none, whoever holds a link; the operator lifts that.
    private async Task<bool> MayReturnAsync(DbTransaction transaction, long id, CancellationToken cancellation) =>
        await EmailAsync(transaction, id, cancellation) is not { } email || await suppressions.FindAsync(transaction, email, cancellation) is null or { YieldsToTheReader: true };

    private async Task LiftAsync(DbTransaction transaction, long id, CancellationToken cancellation)
    {
        if (await EmailAsync(transaction, id, cancellation) is { } email)
            await suppressions.LiftAsync(transaction, email, cancellation);
    }

    public static async Task<string?> EmailAsync(DbTransaction transaction, long id, CancellationToken cancellation) =>
        (await transaction.QueryAsync("select email from subscribers where id = @id", row => row.GetString(0), cancellation, ("id", id))).SingleOrDefault();

    /// <inheritdoc cref="Requests.TakeAsync"/>
    public Task<bool> RequestAsync(DbTransaction transaction, EmailAddress email, Wish wish, Asker? asker, CancellationToken cancellation) =>
        requests.TakeAsync(transaction, email, wish, asker, cancellation);

    private static async Task<bool> IsConfirmedAsync(DbTransaction transaction, long id, DateTimeOffset requestedAt, CancellationToken cancellation) =>
        (await transaction.QueryAsync(
            "select 1 from subscribers where id = @id and status = 'confirmed' and requested_at = @requested_at",
            row => row.Int(0),
            cancellation,
            ("id", id),
            ("requested_at", requestedAt.ToUnixTimeMilliseconds()))).Count == 1;
}
