namespace Publisher.Newsletter;

/// <summary>Looks again at what the connections have in hand: one question for all of them, asked as often as the first of them has to. Without it each asks for itself, and with slow servers that is most of what a mail costs the database.</summary>
internal sealed class Looks(Ledger ledger, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> held = new(StringComparer.Ordinal);
    private Look last = Look.None;

    public void Hold(string lease, DateTimeOffset claimedAt)
    {
        lock (gate)
            held[lease] = claimedAt;
    }

    public void Drop(string lease)
    {
        lock (gate)
            held.Remove(lease);
    }

    /// <summary>What is left of a lease, by a look that is newer than the last one it was told of.</summary>
    /// <param name="askedAt">When it was claimed, or looked at before.</param>
    /// <param name="fresh">How old a look that others asked for may be.</param>
    public async Task<(DateTimeOffset At, IEnumerable<Delivery> Left)> AskAsync(string lease, DateTimeOffset askedAt, TimeSpan fresh)
    {
        Look look;
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (last.Left.IsFaulted || last.At <= askedAt || last.At > now || now - last.At > fresh || !last.Leases.Contains(lease))
                last = Begin(now);
            look = last;
        }

        var left = await look.Left;
        lock (gate)
        {
            // Only what was answered was asked: after a failure all are asked as from before.
            if (held.ContainsKey(lease))
                held[lease] = look.At;
        }

        return (look.At, left[lease]);
    }

    /// <summary>Those that wait, as they are now. What was sent since the look is in it, and does not wait any more.</summary>
    public static Queue<Delivery> Among(Queue<Delivery> waiting, IEnumerable<Delivery> left)
    {
        var still = left.ToDictionary(delivery => (delivery.IssueId, delivery.SubscriberId));
        return new(waiting.Select(delivery => still.GetValueOrDefault((delivery.IssueId, delivery.SubscriberId))).OfType<Delivery>());
    }

    private Look Begin(DateTimeOffset now)
    {
        HashSet<string> leases = [.. held.Keys];
        var askedAt = held.Values.Min();
        return new(now, leases, Task.Run(async () => (await ledger.RenewAsync(leases, askedAt, now, CancellationToken.None)).ToLookup(delivery => delivery.Lease, StringComparer.Ordinal)));
    }

    private sealed record Look(DateTimeOffset At, IReadOnlySet<string> Leases, Task<ILookup<string, Delivery>> Left)
    {
        public static Look None { get; } = new(DateTimeOffset.MinValue, new HashSet<string>(), Task.FromResult(Array.Empty<Delivery>().ToLookup(_ => "")));
    }
}
