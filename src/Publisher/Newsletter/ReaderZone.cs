using System.Data.Common;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>Readers whose digests are composed by the same clock.</summary>
/// <param name="Name">Null for the site's zone.</param>
/// <param name="Chosen">What these readers chose, as it is kept: null is nothing. At the site's clock are also those who chose its zone, and those whose zone this machine does not know.</param>
internal sealed record ReaderZone(string? Name, TimeZoneInfo Zone, IReadOnlyList<string?> Chosen)
{
    /// <summary>The zone that a reader's digests go by.</summary>
    /// <returns>Null for the site's.</returns>
    public static string? NameOf(string? chosen, TimeZoneInfo site) => chosen is null || Zones.Of(chosen, site).Id == site.Id ? null : chosen;

    /// <summary>The zones of a cadence's readers, the site's first. What nobody chose is not looked at, and what was chosen is of a closed list: there are some hundred at most.</summary>
    public static async Task<IReadOnlyList<ReaderZone>> OfAsync(DbConnection connection, Cadence cadence, TimeZoneInfo site, CancellationToken cancellation)
    {
        // One step down the index for each zone, however many readers there are.
        const string Next = "select min(time_zone) from subscribers where status = 'confirmed' and cadence = @cadence and cadence <> 'instant'";
        var chosen = await connection.QueryAsync(
            $"with recursive zones (zone) as ({Next} union all select ({Next} and time_zone > zones.zone) from zones where zone is not null) select zone from zones where zone is not null",
            row => row.GetString(0),
            cancellation,
            ("cadence", SubscriberRows.Word(cadence)));
        var others = chosen.Where(zone => NameOf(zone, site) is not null).ToList();
        return [new(null, site, [null, .. chosen.Except(others)]), .. others.Select(zone => new ReaderZone(zone, Zones.Of(zone, site), [zone]))];
    }
}
