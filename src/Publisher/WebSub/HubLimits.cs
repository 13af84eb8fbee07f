namespace Publisher.WebSub;

/// <summary>How much is waited for, kept and asked: so that nobody makes a relay of the hub, and no hub keeps us waiting.</summary>
internal sealed record HubLimits
{
    /// <summary>How long one request may take in all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a hub of others is pinged about one change.</summary>
    public TimeSpan GiveUpPingAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How often a feed is sent to a callback that does not take it.</summary>
    public int Attempts { get; init; } = 8;

    /// <summary>Requests to callbacks that are under way at once.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>Requests that wait for the verification of their intent.</summary>
    public int Pending { get; init; } = 100;

    public int Subscriptions { get; init; } = 10_000;

    public int SubscriptionsOfHost { get; init; } = 50;

    /// <summary>Requests a minute whose callbacks are on one host.</summary>
    public int RequestsOfHost { get; init; } = 20;

    public TimeSpan ShortestLease { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan Lease { get; init; } = TimeSpan.FromDays(10);

    public TimeSpan LongestLease { get; init; } = TimeSpan.FromDays(30);
}
