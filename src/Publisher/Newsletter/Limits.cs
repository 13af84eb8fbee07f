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

    private string Way => $"way/{server}";

    /// <summary>Takes leave to send up to a number of mails.</summary>
    /// <param name="forUpdate">Has other nodes wait for a bucket that is in use.</param>
    /// <returns>How many, and where there are none, until when.</returns>
    public async Task<(int Count, DateTimeOffset? Until)> TakeAsync(DbTransaction transaction, string forUpdate, int most, DateTimeOffset now, CancellationToken cancellation)
    {
        if (rate == 0)
            return (most, null);
        var bucket = (await ReadAsync(transaction, forUpdate, Way, rate, now, cancellation)).Filled(rate, now);
        var count = (int)Math.Min(most, bucket.Tokens);
        if (count == 0)
            return (0, bucket.Next(rate));
        await WriteAsync(transaction, Way, bucket.Without(count), null, cancellation);
        return (count, null);
    }

    /// <summary>Lets pass of a chunk what the domains' limits allow; the rest is due again when its turn comes.</summary>
    public async Task<(IReadOnlyList<Delivery> Deliveries, DateTimeOffset? Until)> PassAsync(DbTransaction transaction, string forUpdate, IReadOnlyList<Delivery> chunk, DateTimeOffset now, CancellationToken cancellation)
    {
        await RecallAsync(transaction, isShared: forUpdate.Length > 0, now, cancellation);
        if (perDomain == 0 && paces.IsEmpty)
            return (chunk, null);
        var passed = new List<Delivery>();
        DateTimeOffset? until = null;
        // In one order everywhere: who waits for a bucket holds none that the other waits for.
        foreach (var group in chunk.GroupBy(delivery => delivery.Domain).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var (allowed, next, pace) = await AllowAsync(transaction, forUpdate, group.Key, group.Count(), now, cancellation);
            passed.AddRange(group.Take(allowed));
            if (allowed < group.Count())
                until = until is null || next < until ? next : until;
            foreach (var delivery in group.Skip(allowed))
                await PostponeAsync(transaction, delivery, Slot(group.Key, next, pace, now), cancellation);
        }

        return ([.. passed.OrderBy(delivery => delivery.SubscriberId)], until);
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

    private async Task<(int Allowed, DateTimeOffset Next, double Pace)> AllowAsync(DbTransaction transaction, string forUpdate, string domain, int wanted, DateTimeOffset now, CancellationToken cancellation)
    {
        var pace = paces.TryGetValue(domain, out var known) ? known.At(perDomain, now) : new DomainPace();
        if (known is not null)
            Remember(domain, known, pace);
        var limit = pace.Rate(perDomain);
        if (limit == 0)
            return (wanted, now, 0);
        var bucket = (await ReadAsync(transaction, forUpdate, $"{domains}{domain}", limit, now, cancellation)).Filled(limit, now);
        var allowed = (int)Math.Min(wanted, bucket.Tokens);
        bucket = bucket.Without(allowed);
        await WriteAsync(transaction, $"{domains}{domain}", bucket, pace, cancellation);
        return (allowed, bucket.Next(limit), limit);
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

    // What domains asked for holds over a restart, and for every node.
    private async Task RecallAsync(DbTransaction transaction, bool isShared, DateTimeOffset now, CancellationToken cancellation)
    {
        if (readAt is { } at && (!isShared || now - at < Fresh))
            return;
        var slowed = await transaction.QueryAsync(
            "select name, slowed, slowed_at from buckets where slowed is not null and substr(name, 1, length(@domains)) = @domains",
            row => (Name: row.GetString(0), Pace: new DomainPace(row.GetDouble(1), row.Instant(2))),
            cancellation,
            ("domains", domains));
        foreach (var (name, pace) in slowed)
            paces.AddOrUpdate(name[domains.Length..], pace, (_, known) => pace.SlowedAt > known.SlowedAt ? pace : known);
        readAt = now;
    }

    private static async Task<TokenBucket> ReadAsync(DbTransaction transaction, string forUpdate, string name, double perMinute, DateTimeOffset now, CancellationToken cancellation)
    {
        if (forUpdate.Length > 0)
            await transaction.ExecuteAsync("insert into buckets (name, tokens, at) values (@name, @tokens, @now) on conflict (name) do nothing", cancellation, ("name", name), ("tokens", Math.Max(1, perMinute / 60)), ("now", now.ToUnixTimeMilliseconds()));
        var found = await transaction.QueryAsync($"select tokens, at from buckets where name = @name {forUpdate}", row => new TokenBucket(row.GetDouble(0), row.Instant(1)), cancellation, ("name", name));
        return found.Count == 0 ? new(Math.Max(1, perMinute / 60), now) : found[0];
    }

    private static Task WriteAsync(DbTransaction transaction, string name, TokenBucket bucket, DomainPace? pace, CancellationToken cancellation) => transaction.ExecuteAsync(
        """
        insert into buckets (name, tokens, at, slowed, slowed_at) values (@name, @tokens, @at, @slowed, @slowed_at)
        on conflict (name) do update set tokens = excluded.tokens, at = excluded.at, slowed = excluded.slowed, slowed_at = excluded.slowed_at
        """,
        cancellation,
        ("name", name),
        ("tokens", bucket.Tokens),
        ("at", bucket.At.ToUnixTimeMilliseconds()),
        ("slowed", pace?.Slowed),
        ("slowed_at", pace?.Slowed is null ? null : pace.SlowedAt.ToUnixTimeMilliseconds()));

    private static Task PostponeAsync(DbTransaction transaction, Delivery delivery, DateTimeOffset due, CancellationToken cancellation) => transaction.ExecuteAsync(
        "update deliveries set status = 'pending', lease = null, lease_until = null, due_at = @due where issue_id = @issue and subscriber_id = @subscriber",
        cancellation,
        ("issue", delivery.IssueId),
        ("subscriber", delivery.SubscriberId),
        ("due", due.ToUnixTimeMilliseconds()));
}
