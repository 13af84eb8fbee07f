namespace Publisher.Newsletter;

/// <summary>An issue that has something to send.</summary>
/// <param name="Planned">How many deliveries were decided so far.</param>
/// <param name="IsProven">Whether its first deliveries came to a good end.</param>
internal sealed record OpenIssue(long Id, long Planned, bool IsProven)
{
    /// <summary>The last reader who may get it now.</summary>
    public long Last { get; init; } = long.MaxValue;

    /// <summary>Whether it is being tried on a few.</summary>
    public bool IsTried => Last < long.MaxValue;
}
