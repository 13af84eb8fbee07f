using System.Data.Common;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>A reader who is due.</summary>
/// <param name="Topics">As they are kept: one a line.</param>
internal readonly record struct DueReader(long Id, string Email, string Topics, string Language);

/// <summary>Readers of a cadence who are caught up to the same number, in the order of their ids: few enough to be decided on in one short transaction.</summary>
/// <param name="From">The number that all of them are caught up to.</param>
internal sealed record Cohort(Cadence Cadence, long From, IReadOnlyList<DueReader> Readers)
{
    private const string Due = "status = 'confirmed' and cadence = @cadence";

    /// <summary>How far the hindmost readers of a cadence are caught up; null where nobody is behind the end.</summary>
    public static async Task<long?> FromAsync(DbConnection connection, Cadence cadence, long end, CancellationToken cancellation)
    {
        // The index holds status, cadence and caught_up_to in this order: one step down it, however many readers there are.
        var found = await connection.QueryAsync(
            $"select caught_up_to from subscribers where {Due} and caught_up_to < @end order by caught_up_to limit 1",
            row => row.GetInt64(0),
            cancellation,
            ("cadence", SubscriberRows.Word(cadence)),
            ("end", end));
        return found.Count == 0 ? null : found[0];
    }

    /// <returns>Null where nobody is due.</returns>
    public static async Task<Cohort?> NextAsync(DbTransaction transaction, Cadence cadence, long end, int limit, CancellationToken cancellation)
    {
        if (await FromAsync(transaction.Connection!, cadence, end, cancellation) is not { } from)
            return null;
        var readers = await transaction.QueryAsync(
            $"select id, email, topics, language from subscribers where {Due} and caught_up_to = @from order by id limit @limit",
            row => new DueReader(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3)),
            cancellation,
            ("cadence", SubscriberRows.Word(cadence)),
            ("from", from),
            ("limit", limit));
        return new(cadence, from, readers);
    }

    /// <summary>Notes that all of them were decided on.</summary>
    public Task<int> CatchUpAsync(DbTransaction transaction, long end, CancellationToken cancellation) => transaction.ExecuteAsync(
        $"update subscribers set caught_up_to = @end where {Due} and caught_up_to = @from and id between @first and @last",
        cancellation,
        ("end", end),
        ("cadence", SubscriberRows.Word(Cadence)),
        ("from", From),
        ("first", Readers[0].Id),
        ("last", Readers[^1].Id));
}
