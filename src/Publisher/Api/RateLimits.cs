namespace Publisher.Api;

/// <summary>What a token may still do in its minute.</summary>
/// <param name="Seconds">Until the next one begins.</param>
internal sealed record Allowance(bool IsAllowed, int Limit, int Left, int Seconds);

/// <summary>Counts the requests of each token by the minute, which begins with the first of them.</summary>
internal sealed class RateLimits(ApiOptions options, TimeProvider time)
{
    // More tokens at work at once than anybody has.
    private const int Most = 10_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock counting = new();
    private readonly Dictionary<long, (DateTimeOffset Begun, int Count)> counts = [];

    public Allowance Take(long token)
    {
        lock (counting)
        {
            var now = time.GetUtcNow();
            if (counts.Count >= Most)
                counts.Clear();
            var (begun, count) = counts.TryGetValue(token, out var known) && now - known.Begun < Minute ? known : (now, 0);
            counts[token] = (begun, Math.Min(count + 1, options.RequestsPerMinute));
            return new(count < options.RequestsPerMinute, options.RequestsPerMinute, Math.Max(0, options.RequestsPerMinute - count - 1), (int)Math.Ceiling((begun + Minute - now).TotalSeconds));
        }
    }
}
