using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Posts.Identity;

/// <summary>The register of ids in the database.</summary>
/// <param name="node">Who looks, among those that share it.</param>
internal sealed class PostRegister(Database database, string node = "")
{
    private const string Columns = "id, former_id, path, content_hash, first_seen_at, updated_at, gone_at, published_at, stamp";

    /// <summary>Whether other nodes may write to it.</summary>
    public bool IsShared => database.IsShared;

    public async Task<Dictionary<string, RegisteredPost>> LoadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync($"select {Columns} from posts", Read, cancellation);
        return rows.ToDictionary(row => row.Id);
    }

    /// <summary>The rows of some ids.</summary>
    public static async Task<Dictionary<string, RegisteredPost>> FindAsync(DbTransaction transaction, IEnumerable<string> ids)
    {
        await using var find = new Statement(transaction, $"select {Columns} from posts where id = @id", "id");
        var rows = new Dictionary<string, RegisteredPost>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (await find.FirstAsync(Read, id) is { } row)
                rows[id] = row;
        }

        return rows;
    }

    /// <summary>Keeps all of the changes or none.</summary>
    public Task SaveAsync(IReadOnlyList<RegisteredPost> changes, CancellationToken cancellation) => changes.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(
            async transaction =>
            {
                foreach (var row in changes)
                    await SaveAsync(transaction, row, cancellation);
            },
            cancellation);

    /// <summary>The sum of what lay on this node last; null before its first look.</summary>
    public async Task<string?> LastSumAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync("select value from kept_values where name = @name", row => row.GetString(0), cancellation, ("name", SumName))) is [var sum] ? sum : null;
    }

    public Task SaveSumAsync(string sum, CancellationToken cancellation) => database.WriteAsync(transaction => transaction.ReplaceAsync(SumName, sum, cancellation), cancellation);

    private string SumName => $"posts.{node}";

    private static Task<int> SaveAsync(DbTransaction transaction, RegisteredPost row, CancellationToken cancellation) => transaction.ExecuteAsync(
        """
        insert into posts (id, former_id, path, content_hash, first_seen_at, updated_at, gone_at, published_at, stamp)
        values (@id, @former_id, @path, @content_hash, @first_seen_at, @updated_at, @gone_at, @published_at, @stamp)
        on conflict (id) do update set former_id = excluded.former_id, path = excluded.path,
            content_hash = excluded.content_hash, updated_at = excluded.updated_at, gone_at = excluded.gone_at,
            published_at = excluded.published_at, stamp = excluded.stamp
        """,
        cancellation,
        ("id", row.Id),
        ("former_id", row.FormerId),
        ("path", row.Path),
        ("content_hash", row.ContentHash),
        ("first_seen_at", row.FirstSeen.ToUnixTimeMilliseconds()),
        ("updated_at", row.Updated.ToUnixTimeMilliseconds()),
        ("gone_at", row.Gone?.ToUnixTimeMilliseconds()),
        ("published_at", row.Published?.ToUnixTimeMilliseconds()),
        ("stamp", row.Stamp?.ToUnixTimeMilliseconds()));

    private static RegisteredPost Read(DbDataReader row) => new(
        row.GetString(0),
        row.Text(1),
        row.GetString(2),
        row.GetString(3),
        row.Instant(4),
        row.Instant(5),
        row.IsDBNull(6) ? null : row.Instant(6),
        row.IsDBNull(7) ? null : row.Instant(7),
        row.IsDBNull(8) ? null : row.Instant(8));
}
