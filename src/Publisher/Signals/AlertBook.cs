using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Signals;

/// <summary>Remembers what the operator was told of: over restarts, too, nothing is told twice before it is over.</summary>
internal sealed class AlertBook(Database database, TimeProvider time)
{
    // What comes back within the hour was never quite gone.
    private static readonly TimeSpan Over = TimeSpan.FromHours(1);

    /// <summary>Writes down what stands now, and what no longer does.</summary>
    public Task NoteAsync(IReadOnlyList<Alert> standing, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var now = time.GetUtcNow();
            await EndAsync(transaction, standing, now, cancellation);
            foreach (var alert in standing.DistinctBy(alert => alert.Name))
            {
                await transaction.ExecuteAsync(
                    "insert into alerts (name, text, since_at) values (@name, @text, @now) on conflict (name) do update set over_at = null, text = excluded.text",
                    cancellation,
                    ("name", alert.Name),
                    ("text", alert.Text),
                    ("now", now.ToUnixTimeMilliseconds()));
            }
        },
        cancellation);

    /// <summary>Takes what stands and was not told by a way, the oldest first. It counts as told, so that of several programs on the database one tells it.</summary>
    public Task<IReadOnlyList<(string Name, string Text)>> TakeAsync(IAlertWay way, CancellationToken cancellation) => database.WriteAsync<IReadOnlyList<(string Name, string Text)>>(
        async transaction =>
        {
            var untold = await transaction.QueryAsync(
                $"select name, text from alerts where over_at is null and {way.Column} is null order by since_at, name",
                row => (row.GetString(0), row.GetString(1)),
                cancellation);
            await SetAsync(transaction, way, untold, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellation);
            return untold;
        },
        cancellation);

    /// <summary>Gives back what could not be told: the next look takes it again.</summary>
    public Task GiveBackAsync(IAlertWay way, IReadOnlyList<(string Name, string Text)> untold, CancellationToken cancellation) =>
        database.WriteAsync(transaction => SetAsync(transaction, way, untold, null, cancellation), cancellation);

    /// <summary>How often the operator was told by a way since an instant.</summary>
    public async Task<long> ToldSinceAsync(IAlertWay way, DateTimeOffset since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync($"select count(distinct {way.Column}) from alerts where {way.Column} > @since", row => row.GetInt64(0), cancellation, ("since", since.ToUnixTimeMilliseconds())))[0];
    }

    private static async Task SetAsync(DbTransaction transaction, IAlertWay way, IReadOnlyList<(string Name, string Text)> alerts, long? at, CancellationToken cancellation)
    {
        foreach (var (name, _) in alerts)
            await transaction.ExecuteAsync($"update alerts set {way.Column} = cast(@at as bigint) where name = @name", cancellation, ("at", at), ("name", name));
    }

    private static async Task EndAsync(DbTransaction transaction, IReadOnlyList<Alert> standing, DateTimeOffset now, CancellationToken cancellation)
    {
        var known = await transaction.QueryAsync("select name from alerts where over_at is null", row => row.GetString(0), cancellation);
        foreach (var name in known.Except(standing.Select(alert => alert.Name)))
            await transaction.ExecuteAsync("update alerts set over_at = @now where name = @name", cancellation, ("now", now.ToUnixTimeMilliseconds()), ("name", name));
        await transaction.ExecuteAsync("delete from alerts where over_at < @before", cancellation, ("before", (now - Over).ToUnixTimeMilliseconds()));
    }
}
