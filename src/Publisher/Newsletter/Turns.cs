namespace Publisher.Newsletter;

/// <summary>When a connection may claim, and when it has nothing to wait for any more.</summary>
internal sealed class Turns(Ways ways, TimeProvider time)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan GlanceAtRest = TimeSpan.FromSeconds(1);

    // How long one lets the others go first: a server that hangs holds nobody up.
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(10);

    // The next round is not further away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private int working;

    /// <summary>A round begins.</summary>
    public void Begin(int connections) => working = connections;

    public void Enter(Way way) => ways.Shares.Enter(way.Number);

    /// <summary>A connection has done its part of the round.</summary>
    public void End(Way way)
    {
        ways.Shares.Leave(way.Number);
        Interlocked.Decrement(ref working);
    }

    /// <summary>Waits for the connection's turn. What it may claim then counts as its way's.</summary>
    /// <param name="mails">How many it would claim.</param>
    public async Task<bool> MayClaimAsync(Way way, int mails, CancellationToken cancellation)
    {
        if (!await RestedAsync(way, cancellation))
            return false;
        for (var since = time.GetUtcNow(); !cancellation.IsCancellationRequested; await PauseAsync(Glance, cancellation))
            if (ways.Shares.TryTake(way.Number, mails, isUrgent: time.GetUtcNow() - since > Courtesy))
                return true;
        return false;
    }

    /// <summary>Waits until there may be something to claim, if that is soon.</summary>
    public async Task<bool> WaitAsync(Way way, DateTimeOffset? until, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (until is not { } at || at - now > Patience)
            return false;
        // Who may not send holds up nobody.
        ways.Shares.Leave(way.Number);
        await PauseAsync(at > now ? at - now : TimeSpan.FromMilliseconds(1), cancellation);
        ways.Shares.Enter(way.Number);
        return true;
    }

    // While others send, a server that rests is looked at again: then its share is its own.
    private async Task<bool> RestedAsync(Way way, CancellationToken cancellation)
    {
        if (!way.IsResting(time.GetUtcNow()))
            return true;
        End(way);
        while (IsWorthWaiting(way) && !cancellation.IsCancellationRequested)
            await PauseAsync(GlanceAtRest, cancellation);
        Interlocked.Increment(ref working);
        Enter(way);
        return !way.IsResting(time.GetUtcNow());
    }

    private bool IsWorthWaiting(Way way)
    {
        var now = time.GetUtcNow();
        return way.IsResting(now) && Volatile.Read(ref working) > 0 && !ways.AreAllResting(now);
    }

    private async Task PauseAsync(TimeSpan length, CancellationToken cancellation) =>
        await Task.Delay(length, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
