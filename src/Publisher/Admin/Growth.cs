using Publisher.Storage;

namespace Publisher.Admin;

/// <summary>How many confirmed readers there were at the end of each of the last days. Who was erased is in no day.</summary>
/// <param name="Joined">How many confirmed in that time.</param>
/// <param name="Left">How many left in it.</param>
internal sealed record Growth(IReadOnlyList<long> Readers, long Joined, long Left)
{
    public const int Days = 90;

    private const long Day = 86_400_000;

    /// <summary>Where there are many readers, as of a while ago.</summary>
    public static Task<Growth> ReadAsync(Database database, DateTimeOffset now, CancellationToken cancellation) =>
        database.Counts.GetAsync("growth", now, () => CountAsync(database, now, cancellation), growth => growth.Readers[^1]);

    private static async Task<Growth> CountAsync(Database database, DateTimeOffset now, CancellationToken cancellation)
    {
        var from = now.AddDays(-Days).ToUnixTimeMilliseconds();
        await using var connection = await database.OpenAsync(cancellation);
        // Both in one pass over the readers.
        var rows = await connection.QueryAsync(
            $"select {Place("confirmed_at")}, {Place("unsubscribed_at")}, count(*) from subscribers where confirmed_at is not null group by 1, 2",
            row => (Joined: row.GetInt64(0), Left: row.IsDBNull(1) ? (long?)null : row.GetInt64(1), Count: row.GetInt64(2)),
            cancellation,
            ("from", from));
        return Of(
            rows.GroupBy(row => row.Joined).ToDictionary(day => day.Key, day => day.Sum(row => row.Count)),
            rows.Where(row => row.Left is not null).GroupBy(row => row.Left!.Value).ToDictionary(day => day.Key, day => day.Sum(row => row.Count)));
    }

    /// <param name="joined">How many by day; before the first one, by -1.</param>
    public static Growth Of(IReadOnlyDictionary<long, long> joined, IReadOnlyDictionary<long, long> left)
    {
        var readers = new List<long>(Days);
        var count = Of(joined, -1) - Of(left, -1);
        for (var day = 0; day < Days; day++)
            readers.Add(count += Of(joined, day) - Of(left, day));
        return new(readers, Since(joined), Since(left));
    }

    private static long Of(IReadOnlyDictionary<long, long> counts, long day) => counts.GetValueOrDefault(day);

    private static long Since(IReadOnlyDictionary<long, long> counts) => counts.Where(count => count.Key >= 0).Sum(count => count.Value);

    // The day, or -1 for before the first.
    private static string Place(string column) => $"case when {column} < @from then -1 when {column} >= @from + {Day * Days} then {Days - 1} else ({column} - @from) / {Day} end";
}
