using Publisher.Storage;

namespace Publisher.Nodes;

/// <summary>A node that runs on a shared database, as it last said.</summary>
internal sealed record NodeStatus(string Name, IReadOnlyList<string> Roles, DateTimeOffset SeenAt)
{
    /// <summary>Those that are alive; none where the database is older than nodes are.</summary>
    public static async Task<IReadOnlyList<NodeStatus>> ReadAsync(Database database, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!await database.HasAsync(cancellation, "nodes"))
            return [];
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            "select name, roles, seen_at from nodes where seen_at > @dead order by name",
            row => new NodeStatus(row.GetString(0), row.GetString(1).Split(' ', StringSplitOptions.RemoveEmptyEntries), row.Instant(2)),
            cancellation,
            ("dead", NodeBook.AliveSince(now).ToUnixTimeMilliseconds()));
    }
}
