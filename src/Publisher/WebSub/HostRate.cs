namespace Publisher.WebSub;

/// <summary>Counts what is asked about each host, by the minute.</summary>
/// <param name="most">Times a minute a host.</param>
internal sealed class HostRate(int most, TimeProvider time)
{
    private const int MostHosts = 10_000;

    private readonly Lock counting = new();
    private readonly Dictionary<string, int> counts = new(StringComparer.OrdinalIgnoreCase);
    private long minute;

    /// <summary>Whether there is room for one more in this minute; if so, it is counted.</summary>
    public bool Takes(string host)
    {
        lock (counting)
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds() / 60;
            if (now != minute)
                counts.Clear();
            minute = now;
            var count = counts.GetValueOrDefault(host);
            if (count >= most || counts.Count >= MostHosts)
                return false;
            counts[host] = count + 1;
            return true;
        }
    }
}
