using System.Data.Common;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>A reader who is due.</summary>
/// <param name="Topics">As they are kept: one a line.</param>
/// <param name="IsBack">Whether a pause of the reader is over just now.</param>
internal readonly record struct DueReader(long Id, string Email, string Topics, string Language, bool IsBack);

/// <summary>Readers of a cadence who are caught up to the same number, in the order of their ids: few enough to be decided on in one short transaction.</summary>
/// <param name="From">The number that all of them are caught up to.</param>
/// <param name="Now">Whose pause ends later is not due.</param>
internal sealed record Cohort(Cadence Cadence, long From, DateTimeOffset Now, IReadOnlyList<DueReader> Readers)
{
    private const string Due = "status = 'confirmed' and cadence = @cadence and (paused_until is null or paused_until <= @now)";

    /// <summary>How far the hindmost readers of a cadence are caught up; null where nobody is behind the end.</summary>
    public static async Task<long?> FromAsync(DbConnection connection, Cadence cadence, long end, DateTimeOffset now, CancellationToken cancellation)
    {
        // The index holds status, cadence and caught_up_to in this order: one step down it, however many readers there are.
        var found = await connection.QueryAsync(
            $"select caught_up_to from subscribers where {Due} and caught_up_to < @end order by caught_up_to limit 1",
            row => row.GetInt64(0),
            cancellation,
            ("cadence", SubscriberRows.Word(cadence)),
            ("now", now.ToUnixTimeMilliseconds()),
            ("end", end));
        return found.Count == 0 ? null : found[0];
    }

    /// <returns>Null where nobody is due.</returns>
    public static async Task<Cohort?> NextAsync(DbTransaction transaction, Cadence cadence, long end, DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        if (await FromAsync(transaction.Connection!, cadence, end, now, cancellation) is not { } from)
            return null;
        var readers = await transaction.QueryAsync(
            $"select id, email, topics, language, case when paused_until is null then 0 else 1 end from subscribers where {Due} and caught_up_to = @from order by id limit @limit",
            row => new DueReader(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4) != 0),
            cancellation,
            ("cadence", SubscriberRows.Word(cadence)),
            ("now", now.ToUnixTimeMilliseconds()),
            ("from", from),
            ("limit", limit));
        return new(cadence, from, now, readers);
    }

    /// <summary>Notes that all of them were decided on.</summary>
    public Task<int> CatchUpAsync(DbTransaction transaction, long end, CancellationToken cancellation) => transaction.ExecuteAsync(
        $"update subscribers set caught_up_to = @end, paused_until = null where {Due} and caught_up_to = @from and id between @first and @last",
        cancellation,
        ("end", end),
        ("cadence", SubscriberRows.Word(Cadence)),
        ("now", Now.ToUnixTimeMilliseconds()),
        ("from", From),
        ("first", Readers[0].Id),
        ("last", Readers[^1].Id));
}
