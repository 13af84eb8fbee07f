namespace Publisher.Newsletter;

internal enum CanaryVerdict
{
    /// <summary>The first deliveries are under way, or put off.</summary>
    Wait,

    /// <summary>All others may follow.</summary>
    Pass,

    /// <summary>Too many were refused.</summary>
    Stop,
}

/// <summary>The first deliveries of a large issue: what becomes of them tells what would become of all.</summary>
internal static class Canary
{
    // Of fewer nothing can be told.
    private const int Least = 10;

    /// <summary>How many go first; none where the issue is too small for it.</summary>
    public static long Size(long planned, double share) => (long)Math.Ceiling(planned * share) is >= Least and var size ? size : 0;

    /// <param name="counts">Of the first deliveries alone.</param>
    /// <param name="errors">The share of refusals that is borne.</param>
    public static CanaryVerdict Judge(IReadOnlyDictionary<DeliveryStatus, long> counts, double errors)
    {
        long Of(DeliveryStatus status) => counts.GetValueOrDefault(status);
        var all = counts.Values.Sum();
        if (Of(DeliveryStatus.Failed) > all * errors)
            return CanaryVerdict.Stop;
        var open = Of(DeliveryStatus.Pending) + Of(DeliveryStatus.Sending);
        return open > 0 || Of(DeliveryStatus.Deferred) > all / 2 ? CanaryVerdict.Wait : CanaryVerdict.Pass;
    }
}
