using System.Data.Common;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>A reader who is due.</summary>
/// <param name="Topics">As they are kept: one a line.</param>
/// <param name="IsBack">Whether a pause of the reader is over just now.</param>
internal readonly record struct DueReader(long Id, string Email, string Topics, string Language, bool IsBack);

/// <summary>Readers of a cadence, and of a zone where the clock matters, who are caught up to the same number, in the order of their ids: few enough to be decided on in one short transaction.</summary>
/// <param name="Zone">What they chose, as it is kept; it matters for digests alone.</param>
/// <param name="From">The number that all of them are caught up to.</param>
/// <param name="Now">Whose pause ends later is not due.</param>
internal sealed record Cohort(Cadence Cadence, string? Zone, long From, DateTimeOffset Now, IReadOnlyList<DueReader> Readers)
{
    /// <summary>How far the hindmost readers are caught up; null where nobody is behind the end.</summary>
    public static async Task<long?> FromAsync(DbConnection connection, Cadence cadence, string? zone, long end, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = await connection.QueryAsync(HindmostSql(cadence, zone), row => row.GetInt64(0), cancellation, [.. Values(cadence, zone, now), ("end", end)]);
        return found.Count == 0 ? null : found[0];
    }

    /// <returns>Null where nobody is due.</returns>
    public static async Task<Cohort?> NextAsync(DbTransaction transaction, Cadence cadence, string? zone, long end, DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        if (await FromAsync(transaction.Connection!, cadence, zone, end, now, cancellation) is not { } from)
            return null;
        var readers = await transaction.QueryAsync(
            ReadersSql(cadence, zone),
            row => new DueReader(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4) != 0),
            cancellation,
            [.. Values(cadence, zone, now), ("from", from), ("limit", limit)]);
        return new(cadence, zone, from, now, readers);
    }

    /// <summary>Notes that all of them were decided on.</summary>
    public Task<int> CatchUpAsync(DbTransaction transaction, long end, CancellationToken cancellation) => transaction.ExecuteAsync(
        $"update subscribers set caught_up_to = @end, paused_until = null where {Due(Cadence, Zone)} and caught_up_to = @from and id between @first and @last",
        cancellation,
        [.. Values(Cadence, Zone, Now), ("end", end), ("from", From), ("first", Readers[0].Id), ("last", Readers[^1].Id)]);

    /// <summary>One step down an index, however many readers there are.</summary>
    public static string HindmostSql(Cadence cadence, string? zone) =>
        $"select caught_up_to from subscribers where {Due(cadence, zone)} and caught_up_to < @end order by {Order(cadence)}caught_up_to limit 1";

    public static string ReadersSql(Cadence cadence, string? zone) =>
        $"select id, email, topics, language, case when paused_until is null then 0 else 1 end from subscribers where {Due(cadence, zone)} and caught_up_to = @from order by {Order(cadence)}id limit @limit";

    // It is one zone, or none; PostgreSQL takes an index for the order only where the order says so.
    private static string Order(Cadence cadence) => cadence == Cadence.Instant ? "" : "time_zone, ";

    // In the words of the two indexes.
    private static string Due(Cadence cadence, string? zone)
    {
        const string Always = "status = 'confirmed' and (paused_until is null or paused_until <= @now)";
        return cadence == Cadence.Instant
            ? $"{Always} and cadence = 'instant'"
            : $"{Always} and cadence <> 'instant' and cadence = @cadence and {(zone is null ? "time_zone is null" : "time_zone = @zone")}";
    }

    private static IEnumerable<(string, object?)> Values(Cadence cadence, string? zone, DateTimeOffset now)
    {
        yield return ("now", now.ToUnixTimeMilliseconds());
        if (cadence == Cadence.Instant)
            yield break;
        yield return ("cadence", SubscriberRows.Word(cadence));
        if (zone is not null)
            yield return ("zone", zone);
    }
}
