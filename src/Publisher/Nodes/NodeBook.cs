using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Nodes;

/// <summary>The nodes of a shared database: who runs, and with which settings.</summary>
/// <param name="settings">Those in which all must agree, a line each.</param>
internal sealed class NodeBook(Database database, Node node, NodeOptions options, string settings, TimeProvider time)
{
    // Two clocks that follow the database's differ by no more.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>Whoever last said before this that it is alive is not.</summary>
    public static DateTimeOffset AliveSince(DateTimeOffset now) => now - Node.Alive - Margin;

    /// <summary>Joins the nodes that run.</summary>
    /// <exception cref="StorageException">One of them has other settings.</exception>
    public Task JoinAsync(CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var now = time.GetUtcNow();
            foreach (var (name, theirs) in await AliveAsync(transaction, now, cancellation))
            {
                if (name != node.Name && SharedSettings.Difference(settings, theirs) is { } difference)
                    throw new StorageException($"this node and {name} differ in {difference}; give every node the same, or stop the others first");
            }

            await transaction.ExecuteAsync("delete from nodes where name = @name or seen_at <= @dead", cancellation, ("name", node.Name), ("dead", AliveSince(now).ToUnixTimeMilliseconds()));
            await SayAsync(transaction, now, cancellation);
        },
        cancellation);

    /// <summary>Says that this node is alive.</summary>
    public Task BeatAsync(CancellationToken cancellation) => database.WriteBesideAsync(transaction => SayAsync(transaction, time.GetUtcNow(), cancellation), cancellation);

    /// <summary>What this node leased is free from now on.</summary>
    public Task LeaveAsync(CancellationToken cancellation) => database.WriteBesideAsync(
        transaction => transaction.ExecuteAsync("delete from nodes where name = @name and run = @run", cancellation, ("name", node.Name), ("run", node.Run)), cancellation);

    private async Task SayAsync(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellation)
    {
        await transaction.ExecuteAsync(
            """
            insert into nodes (name, run, roles, settings, started_at, seen_at) values (@name, @run, @roles, @settings, @now, @now)
            on conflict (name) do update set run = excluded.run, roles = excluded.roles, settings = excluded.settings, seen_at = excluded.seen_at
            """,
            cancellation,
            ("name", node.Name),
            ("run", node.Run),
            ("roles", string.Join(' ', options.Roles).ToLowerInvariant()),
            ("settings", settings),
            ("now", now.ToUnixTimeMilliseconds()));
        node.Seen(now);
    }

    private static Task<List<(string Name, string Settings)>> AliveAsync(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellation) => transaction.QueryAsync(
        "select name, settings from nodes where seen_at > @dead order by name",
        row => (row.GetString(0), row.GetString(1)),
        cancellation,
        ("dead", AliveSince(now).ToUnixTimeMilliseconds()));
}
