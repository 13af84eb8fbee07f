using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>The addresses that are never mailed. Who composes asks, and who sends asks again.</summary>
internal sealed class Suppressions(Database database, AddressHash hash, TimeProvider time)
{
    private const string Find = $"select {Suppression.Columns} from suppressions where address_hash = @hash";

    public async Task<Suppression?> FindAsync(string email, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync(Find, Suppression.Read, cancellation, ("hash", hash.Of(email)))).SingleOrDefault();
    }

    public async Task<Suppression?> FindAsync(DbTransaction transaction, string email, CancellationToken cancellation) =>
        (await transaction.QueryAsync(Find, Suppression.Read, cancellation, ("hash", hash.Of(email)))).SingleOrDefault();

    /// <summary>Those of some readers that must not be mailed.</summary>
    public async Task<IReadOnlySet<long>> AmongAsync(DbTransaction transaction, IEnumerable<(long Id, string Email)> readers, CancellationToken cancellation)
    {
        var found = new HashSet<long>();
        if ((await transaction.QueryAsync("select 1 from suppressions limit 1", row => row.Int(0), cancellation)).Count == 0)
            return found;
        await using var find = new Statement(transaction, "select address_hash from suppressions where address_hash = @hash", "hash");
        foreach (var (id, email) in readers)
        {
            if (await find.FirstAsync(row => row.GetString(0), hash.Of(email)) is not null)
                found.Add(id);
        }

        return found;
    }

    /// <summary>Those of some addresses that must not be mailed, and why.</summary>
    /// <param name="emails">Up to some thousand.</param>
    public async Task<IReadOnlyDictionary<string, SuppressionReason>> AmongAsync(DbTransaction transaction, IEnumerable<string> emails, CancellationToken cancellation)
    {
        var known = emails.Distinct().ToLookup(hash.Of);
        var names = known.Select((group, at) => (Name: $"h{at}", Value: (object?)group.Key)).ToArray();
        if (names.Length == 0)
            return new Dictionary<string, SuppressionReason>();
        var found = await transaction.QueryAsync(
            $"select address_hash, reason from suppressions where address_hash in ({string.Join(", ", names.Select(name => "@" + name.Name))})",
            row => (Hash: row.GetString(0), Reason: SubscriberRows.Value<SuppressionReason>(row.GetString(1))),
            cancellation,
            names);
        return found.SelectMany(row => known[row.Hash].Select(email => (email, row.Reason))).ToDictionary(row => row.email, row => row.Reason);
    }

    /// <summary>Joins the suppression of a reader as <c>x</c>, where the engine can reckon the hash.</summary>
    /// <param name="reader">The table of the reader.</param>
    public static string Join(string reader) => $"left join suppressions x on x.address_hash = {AddressHash.Sql($"{reader}.email_key")}";

    /// <summary>The values that <see cref="Join"/> takes.</summary>
    public (string Name, object? Value)[] JoinValues() => hash.Pads();

    /// <summary>Never mails an address again, and withholds what is queued about its subscription. A complaint stays one, whatever comes after.</summary>
    public async Task SuppressAsync(DbTransaction transaction, string email, SuppressionReason reason, CancellationToken cancellation)
    {
        var now = ("now", (object?)time.GetUtcNow().ToUnixTimeMilliseconds());
        await transaction.ExecuteAsync(
            """
            insert into suppressions (address_hash, reason, suppressed_at) values (@hash, @reason, @now)
            on conflict (address_hash) do update set
                reason = case when suppressions.reason = 'complaint' then 'complaint' else excluded.reason end, suppressed_at = excluded.suppressed_at
            """,
            cancellation,
            ("hash", hash.Of(email)),
            ("reason", SubscriberRows.Word(reason)),
            now);
        await transaction.ExecuteAsync(
            """
            update notices set settled_at = @now, reply = 'withheld: the address is suppressed'
            where settled_at is null and subscriber_id = (select id from subscribers where email_key = @key)
            """,
            cancellation,
            ("key", email.ToLowerInvariant()),
            now);
    }

    public Task LiftAsync(DbTransaction transaction, string email, CancellationToken cancellation) => LiftHashAsync(transaction, hash.Of(email), cancellation);

    /// <returns>How many there were.</returns>
    public static Task<int> LiftHashAsync(DbTransaction transaction, string hash, CancellationToken cancellation) =>
        transaction.ExecuteAsync("delete from suppressions where address_hash = @hash", cancellation, ("hash", hash));
}
