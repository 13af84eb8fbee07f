using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>What is done from time to time: what is over is forgotten, and a form that is abused is noticed.</summary>
internal sealed partial class Upkeep(Database database, Subscriptions subscriptions, TimeProvider time, ILogger<Upkeep> log)
{
    private const int Enough = 20;
    private const double Least = 0.2;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // People take a while to find the mail.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private DateTimeOffset alarmedAt = DateTimeOffset.MinValue;

    public async Task TurnAsync(CancellationToken cancellation)
    {
        await subscriptions.ForgetUnconfirmedAsync(cancellation);
        var now = time.GetUtcNow();
        await database.WriteAsync(
            async transaction =>
            {
                await AskBudget.ForgetAsync(transaction, now, cancellation);
                await AddressChanges.ForgetAsync(transaction, now, cancellation);
            },
            cancellation);
        await WatchAsync(now, cancellation);
    }

    /// <summary>Says once a day when few of those who were asked by a form confirm: then somebody else typed their addresses.</summary>
    private async Task WatchAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var (asked, confirmed) = await CountAsync(now, cancellation);
        if (asked < Enough || confirmed >= asked * Least || now - alarmedAt < Day)
            return;
        alarmedAt = now;
        LogFewConfirm(asked, confirmed);
    }

    private async Task<(long Asked, long Confirmed)> CountAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync(
            """
            select count(*), coalesce(sum(case when s.confirmed_at >= n.created_at then 1 else 0 end), 0)
            from notices n join subscribers s on s.id = n.subscriber_id
            where n.kind = 'confirm' and n.created_at > @since and n.created_at <= @until and s.consent_form is not null
            """,
            row => (row.GetInt64(0), row.GetInt64(1)),
            cancellation,
            ("since", (now - Day - Patience).ToUnixTimeMilliseconds()),
            ("until", (now - Patience).ToUnixTimeMilliseconds())))[0];
    }

    [LoggerMessage(211, LogLevel.Warning, "Of {Asked} people who were asked to confirm since yesterday only {Confirmed} did: somebody may be typing other people's addresses into the form. Lower subscribers.mailsPerHour and subscribers.mailsPerHourFromNetwork until it is over")]
    private partial void LogFewConfirm(long asked, long confirmed);
}
