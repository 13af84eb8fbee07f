using System.Data.Common;
using Publisher.Mail;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>How many mails strangers may cause by a form, so that it is no weapon against a mailbox, a domain, or our own name. The counts are in the database: a restart forgives nothing, and they are as few as the mails.</summary>
internal sealed class AskBudget(AddressHash hash, SubscribersOptions options)
{
    private const string All = "all";
    private const string Folded = "folded:";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    public bool KeepsNetworks => options.RecordNetwork;

    /// <summary>Whether this hour has room for a mail to that domain from that network. Writes that somebody asked, whoever it was.</summary>
    public async Task<bool> AllowsAsync(DbTransaction transaction, EmailAddress email, Asker asker, DateTimeOffset now, CancellationToken cancellation)
    {
        await transaction.ExecuteAsync(
            """
            insert into kept_values (name, value) values ('subscribers.asked', '1')
            on conflict (name) do update set value = cast(cast(kept_values.value as bigint) + 1 as text)
            """,
            cancellation);
        var fromNetwork = asker.Network is null ? 0 : await SumAsync(transaction, Network(asker.Network), now - Hour, cancellation);
        var toDomain = await SumAsync(transaction, Domain(email), now - Hour, cancellation);
        var all = await SumAsync(transaction, All, now - Hour, cancellation);
        return fromNetwork + (fromNetwork == 0 ? 1 : asker.Weight) <= options.MailsPerHourFromNetwork && toDomain < options.MailsPerHourToDomain && all < options.MailsPerHour;
    }

    /// <summary>Whether a mailbox may be asked to confirm once more: once a day and three times a month, under whichever of its names.</summary>
    public async Task<bool> AllowsAskingAsync(DbTransaction transaction, EmailAddress email, DateTimeOffset now, CancellationToken cancellation) =>
        await SumAsync(transaction, Mailbox(email), now - Day, cancellation) == 0 && await SumAsync(transaction, Mailbox(email), now - Month, cancellation) < 3;

    public async Task SpendAsync(DbTransaction transaction, EmailAddress email, Asker asker, bool asksToConfirm, DateTimeOffset now, CancellationToken cancellation)
    {
        await AddAsync(transaction, All, 1, now, cancellation);
        await AddAsync(transaction, Domain(email), 1, now, cancellation);
        if (asker.Network is { } network)
            await AddAsync(transaction, Network(network), asker.Weight, now, cancellation);
        if (asksToConfirm)
            await AddAsync(transaction, Mailbox(email), 1, now, cancellation);
    }

    public static Task ForgetAsync(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellation) => transaction.ExecuteAsync(
        $"delete from mail_counts where at <= @month or (at <= @hour and name not like '{Folded}%')",
        cancellation,
        ("month", (now - Month).ToUnixTimeMilliseconds()),
        ("hour", (now - Hour).ToUnixTimeMilliseconds()));

    /// <summary>The mailbox behind an address, for counting alone: what stands after a plus is a label everywhere, and Gmail does not see dots.</summary>
    public static string Fold(EmailAddress email)
    {
        var local = email.Local.Split('+') is [{ Length: > 0 } name, ..] ? name : email.Local;
        var isGmail = email.Domain is "gmail.com" or "googlemail.com";
        return (isGmail ? $"{local.Replace(".", "", StringComparison.Ordinal)}@gmail.com" : $"{local}@{email.Domain}").ToLowerInvariant();
    }

    private string Network(string network) => $"network:{hash.Of(network)}";

    private string Domain(EmailAddress email) => $"domain:{hash.Of(email.Domain)}";

    private string Mailbox(EmailAddress email) => Folded + hash.Of(Fold(email));

    private static async Task<long> SumAsync(DbTransaction transaction, string name, DateTimeOffset since, CancellationToken cancellation) =>
        (await transaction.QueryAsync(
            "select coalesce(sum(weight), 0) from mail_counts where name = @name and at > @since",
            row => row.GetInt64(0),
            cancellation,
            ("name", name),
            ("since", since.ToUnixTimeMilliseconds())))[0];

    private static Task<int> AddAsync(DbTransaction transaction, string name, int weight, DateTimeOffset now, CancellationToken cancellation) => transaction.ExecuteAsync(
        "insert into mail_counts (name, at, weight) values (@name, @at, @weight)",
        cancellation,
        ("name", name),
        ("at", now.ToUnixTimeMilliseconds()),
        ("weight", weight));
}
