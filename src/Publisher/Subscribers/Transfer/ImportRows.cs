using System.Data.Common;
using Publisher.Mail;
using Publisher.Storage;

namespace Publisher.Subscribers.Transfer;

/// <summary>The rows that an import looks up and writes.</summary>
internal sealed class ImportRows : IAsyncDisposable
{
    private const string Imported = "import ";

    private readonly AddressHash hash;
    private readonly string consent;
    private readonly string language;
    private readonly long now;
    private readonly long first;
    private readonly long caughtUpTo;
    private readonly Statement find;
    private readonly Statement findSuppression;
    private readonly Statement insert;
    private readonly Statement ask;
    private readonly Statement confirm;
    private readonly Statement refuse;
    private readonly Statement withhold;
    private readonly Statement suppress;
    private long next;

    private ImportRows(DbTransaction transaction, AddressHash hash, string consent, string language, DateTimeOffset now, long next, long caughtUpTo)
    {
        this.hash = hash;
        this.consent = consent;
        this.language = language;
        this.now = now.ToUnixTimeMilliseconds();
        (first, this.next, this.caughtUpTo) = (next, next, caughtUpTo);
        find = new(transaction, "select id, status, unsubscribed_at, consent from subscribers where email_key = @key", "key");
        findSuppression = new(transaction, $"select {Suppression.Columns} from suppressions where address_hash = @hash", "hash");
        insert = new(
            transaction,
            """
            insert into subscribers (id, email, email_key, status, cadence, topics, language, time_zone, caught_up_to, requested_at, confirmed_at, unsubscribed_at, consent, format, paused_until)
            values (@id, @email, @key, @status, @cadence, @topics, @language, @zone, @caught, @now, @confirmed, @left, @consent, @format, @paused)
            """,
            "id", "email", "key", "status", "cadence", "topics", "language", "zone", "caught", "now", "confirmed", "left", "consent", "format", "paused");
        ask = new(transaction, "insert into notices (subscriber_id, kind, created_at, due_at, attempts) values (@id, 'confirm', @now, @now, 0)", "id", "now");
        confirm = new(transaction, "update subscribers set status = 'confirmed', confirmed_at = @at, caught_up_to = @caught, consent = @consent where id = @id", "id", "at", "caught", "consent");
        refuse = new(transaction, "update subscribers set status = 'unsubscribed', unsubscribed_at = @now where id = @id", "id", "now");
        withhold = new(transaction, "update notices set settled_at = @now, reply = 'withheld: the list that was imported says that the person refuses' where subscriber_id = @id and settled_at is null", "id", "now");
        suppress = new(transaction, "insert into suppressions (address_hash, reason, suppressed_at) values (@hash, @reason, @now) on conflict (address_hash) do nothing", "hash", "reason", "now");
    }

    public static async Task<ImportRows> PrepareAsync(DbTransaction transaction, AddressHash hash, string consent, string language, DateTimeOffset now, CancellationToken cancellation)
    {
        var next = await transaction.QueryAsync($"select {SubscriberRows.NextId}", row => row.GetInt64(0), cancellation);
        var caughtUpTo = await transaction.QueryAsync("select coalesce(max(sequence), 0) from releases", row => row.GetInt64(0), cancellation);
        return new(transaction, hash, consent, language, now, next[0], caughtUpTo[0]);
    }

    public Task<KnownPerson?> FindAsync(EmailAddress email) => find.FirstAsync(
        row => new KnownPerson(
            row.GetInt64(0),
            SubscriberRows.Value<SubscriberStatus>(row.GetString(1)),
            !row.IsDBNull(2),
            row.Text(3)?.StartsWith(Imported, StringComparison.Ordinal) == true,
            row.GetInt64(0) >= first),
        email.Key);

    public async Task<SuppressionReason?> SuppressionAsync(EmailAddress email) => (await findSuppression.FirstAsync(Suppression.Read, hash.Of(email.Key)))?.Reason;

    /// <summary>Adds a person, with the mail or the suppression that goes with the standing.</summary>
    public async Task AddAsync(ListedPerson person, SubscriberStatus status)
    {
        var id = next++;
        await insert.ExecuteAsync(
            id,
            person.Email.Address,
            person.Email.Key,
            SubscriberRows.Word(status),
            SubscriberRows.Word(person.Cadence ?? Cadence.Instant),
            SubscriberRows.Text(person.Topics),
            person.Language ?? language,
            person.TimeZone,
            caughtUpTo,
            now,
            status == SubscriberStatus.Confirmed ? ConfirmedAt(person) : status == SubscriberStatus.Unsubscribed && person.ConfirmedAt is not null ? ConfirmedAt(person) : null,
            status == SubscriberStatus.Unsubscribed ? now : null,
            consent,
            SubscriberRows.Word(person.Format ?? MailFormat.Html),
            person.PausedUntil?.ToUnixTimeMilliseconds());
        if (status == SubscriberStatus.Unconfirmed)
            await ask.ExecuteAsync(id, now);
        await SuppressAsync(person);
    }

    public Task ConfirmAsync(long id, ListedPerson person) => confirm.ExecuteAsync(id, ConfirmedAt(person), caughtUpTo, consent);

    public async Task RefuseAsync(long id, ListedPerson person)
    {
        await refuse.ExecuteAsync(id, now);
        await withhold.ExecuteAsync(id, now);
        await SuppressAsync(person);
    }

    public async Task SuppressAsync(ListedPerson person)
    {
        if (person.Standing.Reason() is { } reason)
            await suppress.ExecuteAsync(hash.Of(person.Email.Key), SubscriberRows.Word(reason), now);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var statement in new[] { find, findSuppression, insert, ask, confirm, refuse, withhold, suppress })
            await statement.DisposeAsync();
    }

    // Nobody agreed in the future.
    private long ConfirmedAt(ListedPerson person) => Math.Min(person.ConfirmedAt?.ToUnixTimeMilliseconds() ?? now, now);
}
