using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>Moments that the database remembers by name.</summary>
internal static class Marks
{
    public static async Task<DateTimeOffset?> MarkAsync(this DbTransaction transaction, string name, CancellationToken cancellation)
    {
        var found = await transaction.QueryAsync("select at from marks where name = @name", row => row.Instant(0), cancellation, ("name", name));
        return found.Count == 0 ? null : found[0];
    }

    public static Task SetMarkAsync(this DbTransaction transaction, string name, DateTimeOffset at, CancellationToken cancellation) => transaction.ExecuteAsync(
        "insert into marks (name, at) values (@name, @at) on conflict (name) do update set at = excluded.at",
        cancellation,
        ("name", name),
        ("at", at.ToUnixTimeMilliseconds()));
}
