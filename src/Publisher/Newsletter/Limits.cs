using System.Collections.Concurrent;
using System.Data.Common;
using Publisher.Mail;
using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>How fast mail may leave by one way: in all, and to each domain. The buckets stand in the database, in the transaction of the claim that takes from them.</summary>
/// <param name="server">Null for a way without limits.</param>
/// <param name="domains">What the names of the domains' buckets begin with.</param>
internal sealed class Limits(SmtpOptions? server, string domains)
{
    private const int MostDomains = 10_000;

    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    // What other nodes were told by a domain's server is heard so soon.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly double rate = server?.Rate ?? 0;
    private readonly double perDomain = server?.PerDomain ?? 0;
    private readonly ConcurrentDictionary<string, DomainPace> paces = new();
    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset Since)> seen = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> slots = new();
    private DateTimeOffset? readAt;
    private bool isMade;

    private string Way => $"way/{server}";

    /// <summary>Whether all that leaves by this way together has a limit.</summary>
    public bool IsLimited => rate > 0;

    /// <summary>Whether any domain has one now.</summary>
    public bool AreOfDomains(DateTimeOffset now) => perDomain > 0 || paces.Values.Any(pace => pace.At(perDomain, now).Slowed is not null);

    /// <summary>The way's bucket, as a statement takes it that claims and pays at once.</summary>
    public IEnumerable<(string Name, object? Value)> Bucket() => IsLimited ? [("way", Way), ("rate", rate), ("full", TokenBucket.Full(rate))] : [];

    /// <summary>How many may ever be taken at once.</summary>
    public int Most(int most) => IsLimited ? (int)Math.Min(most, TokenBucket.Full(rate)) : most;

    /// <summary>A way that was never used has no bucket yet.</summary>
    public async Task MakeBucketAsync(Database database, DateTimeOffset now, CancellationToken cancellation)
    {
        if (isMade || !IsLimited)
            return;
        await database.WriteBesideAsync(transaction => ReadAsync(transaction, [(Way, rate)], now, cancellation), cancellation);
        isMade = true;
    }

    public void ForgetBucket() => isMade = false;

    /// <summary>When more may leave; null where it may now.</summary>
    public DateTimeOffset? Next(double tokens, DateTimeOffset now) => tokens < 1 ? new TokenBucket(tokens, now).Next(rate) : null;

    /// <summary>Takes leave to send up to a number of mails.</summary>
    /// <returns>How many, and where there are none, until when.</returns>
    public async Task<(int Count, DateTimeOffset? Until)> TakeAsync(DbTransaction transaction, int most, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!IsLimited)
            return (most, null);
        var bucket = (await ReadAsync(transaction, [(Way, rate)], now, cancellation))[Way].Filled(rate, now);
        var count = (int)Math.Min(most, bucket.Tokens);
        if (count == 0)
            return (0, bucket.Next(rate));
        await WriteAsync(transaction, [(Way, bucket.Without(count), null)], cancellation);
        return (count, null);
    }

    /// <summary>Lets pass of a chunk what the domains' limits allow; the rest is due again when its turn comes.</summary>
    public async Task<Claim> PassAsync(DbTransaction transaction, Claim claim, DateTimeOffset now, CancellationToken cancellation)
    {
        var limited = claim.Deliveries.GroupBy(delivery => delivery.Domain).Select(group => (Name: domains + group.Key, Wanted: group.ToList(), Pace: Pace(group.Key, now))).Where(group => group.Pace.Rate(perDomain) > 0).ToList();
        if (limited.Count == 0)
            return claim;
        var buckets = await ReadAsync(transaction, limited.Select(group => (group.Name, group.Pace.Rate(perDomain))), now, cancellation);
        var (paid, held, until) = (new List<(string, TokenBucket, DomainPace?)>(), new List<(Delivery Delivery, DateTimeOffset Due)>(), claim.Until);
        foreach (var (name, wanted, pace) in limited)
        {
            var limit = pace.Rate(perDomain);
            var bucket = buckets[name].Filled(limit, now);
            var allowed = (int)Math.Min(wanted.Count, bucket.Tokens);
            paid.Add((name, bucket = bucket.Without(allowed), pace));
            var next = bucket.Next(limit);
            if (allowed < wanted.Count)
                until = until is null || next < until ? next : until;
            held.AddRange(wanted.Skip(allowed).Select(delivery => (delivery, Slot(name, next, limit, now))));
        }

        await WriteAsync(transaction, paid, cancellation);
        await PostponeAsync(transaction, held);
        return new(claim.Lease, [.. claim.Deliveries.Except(held.Select(one => one.Delivery))], until);
    }

    /// <summary>Notes that a domain was mailed.</summary>
    public void Count(string domain, DateTimeOffset now)
    {
        if (seen.Count > MostDomains)
            seen.Clear();
        seen.AddOrUpdate(domain, (1, now), (_, old) => now - old.Since > TimeSpan.FromMinutes(1) ? (1, now) : (old.Count + 1, old.Since));
    }

    /// <summary>Mails a domain at half the pace that it had.</summary>
    /// <returns>Mails a minute from now on; null where it was slowed a moment ago.</returns>
    public double? Slow(string domain, DateTimeOffset now)
    {
        var (count, since) = seen.GetValueOrDefault(domain, (1, now));
        var pace = perDomain > 0 ? perDomain : count / Math.Max((now - since).TotalMinutes, 1.0 / 60);
        var before = paces.GetValueOrDefault(domain);
        var after = paces.AddOrUpdate(domain, _ => new DomainPace().Slower(pace, now), (_, old) => old.Slower(pace, now));
        return after == before ? null : after.Rate(perDomain);
    }

    private DomainPace Pace(string domain, DateTimeOffset now)
    {
        if (!paces.TryGetValue(domain, out var known))
            return new();
        var pace = known.At(perDomain, now);
        Remember(domain, known, pace);
        return pace;
    }

    // Each is due at a moment of its own, as far as one can see ahead: a pace may change.
    private DateTimeOffset Slot(string domain, DateTimeOffset next, double pace, DateTimeOffset now)
    {
        if (slots.Count > MostDomains)
            slots.Clear();
        var slot = slots.TryGetValue(domain, out var taken) && taken > next && taken < now + Ahead ? taken : next;
        slots[domain] = slot + TimeSpan.FromMinutes(1 / pace);
        return slot;
    }

    private void Remember(string domain, DomainPace before, DomainPace now)
    {
        if (now.Slowed is null)
            paces.TryRemove(new(domain, before));
        else if (now != before)
            paces.TryUpdate(domain, now, before);
    }

    /// <summary>What domains asked for holds over a restart, and for every node.</summary>
    public async Task RecallAsync(Database database, DateTimeOffset now, CancellationToken cancellation)
    {
        if (readAt is { } at && (!database.IsShared || now - at < Fresh))
            return;
        readAt = now;
        await using var connection = await database.OpenAsync(cancellation);
        var slowed = await connection.QueryAsync(
            "select name, slowed, slowed_at from buckets where slowed is not null and substr(name, 1, length(@domains)) = @domains",
            row => (Name: row.GetString(0), Pace: new DomainPace(row.GetDouble(1), row.Instant(2))),
            cancellation,
            ("domains", domains));
        foreach (var (name, pace) in slowed)
            paces.AddOrUpdate(name[domains.Length..], pace, (_, known) => pace.SlowedAt > known.SlowedAt ? pace : known);
    }

    // Made where they are missing, and locked. In one order everywhere: who waits for a bucket holds none that the other waits for.
    private static async Task<Dictionary<string, TokenBucket>> ReadAsync(DbTransaction transaction, IEnumerable<(string Name, double PerMinute)> wanted, DateTimeOffset now, CancellationToken cancellation)
    {
        var ordered = wanted.OrderBy(one => one.Name, StringComparer.Ordinal).ToList();
        var found = await transaction.QueryAsync(
            $"insert into buckets (name, tokens, at) values {string.Join(", ", ordered.Select((_, i) => $"(@n{i}, @t{i}, @now)"))} on conflict (name) do update set at = buckets.at returning name, tokens, at",
            row => KeyValuePair.Create(row.GetString(0), new TokenBucket(row.GetDouble(1), row.Instant(2))),
            cancellation,
            [("now", now.ToUnixTimeMilliseconds()), .. ordered.SelectMany((one, i) => new (string, object?)[] { ($"n{i}", one.Name), ($"t{i}", TokenBucket.Full(one.PerMinute)) })]);
        return found.ToDictionary();
    }

    private static Task<int> WriteAsync(DbTransaction transaction, List<(string Name, TokenBucket Bucket, DomainPace? Pace)> written, CancellationToken cancellation) => transaction.ExecuteAsync(
        $"""
        insert into buckets (name, tokens, at, slowed, slowed_at) values {string.Join(", ", written.Select((_, i) => $"(@n{i}, @t{i}, @a{i}, cast(@s{i} as double precision), cast(@w{i} as bigint))"))}
        on conflict (name) do update set tokens = excluded.tokens, at = excluded.at, slowed = excluded.slowed, slowed_at = excluded.slowed_at
        """,
        cancellation,
        [.. written.SelectMany((one, i) => new (string, object?)[]
        {
            ($"n{i}", one.Name),
            ($"t{i}", one.Bucket.Tokens),
            ($"a{i}", one.Bucket.At.ToUnixTimeMilliseconds()),
            ($"s{i}", one.Pace?.Slowed),
            ($"w{i}", one.Pace?.Slowed is null ? null : one.Pace.SlowedAt.ToUnixTimeMilliseconds()),
        })]);

    private static async Task PostponeAsync(DbTransaction transaction, List<(Delivery Delivery, DateTimeOffset Due)> held)
    {
        await using var statement = new Statement(transaction, "update deliveries set status = 'pending', lease = null, lease_until = null, due_at = @due where issue_id = @issue and subscriber_id = @subscriber", "due", "issue", "subscriber");
        foreach (var (delivery, due) in held)
            await statement.AddAsync(due.ToUnixTimeMilliseconds(), delivery.IssueId, delivery.SubscriberId);
        await statement.EndAsync();
    }
}
