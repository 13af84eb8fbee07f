using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Tests.Newsletter;

/// <summary>A ledger without limits, and what it gives out.</summary>
internal static class SomeLedger
{
    public static Ledger On(Database database, NewsletterOptions options, Suppressions suppressions) =>
        new(database, suppressions, options, new("test", "0", IsAlone: true));

    public static Ledger On(Database database, NewsletterOptions options) =>
        On(database, options, new(database, new(new byte[32]), TimeProvider.System));

    /// <summary>The next deliveries of the oldest issue that has some.</summary>
    public static async Task<IReadOnlyList<Delivery>> ClaimAsync(this Ledger ledger, string lease, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var issue in (await ledger.LookAsync(now, now, cancellation)).Open)
        {
            if (await ledger.ClaimAsync(issue, lease, new(null, "domain/"), ChunkSize.Least, now, cancellation) is { Deliveries: { Count: > 0 } claimed })
                return claimed;
        }

        return [];
    }
}
