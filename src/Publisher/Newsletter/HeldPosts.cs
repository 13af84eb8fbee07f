using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>Posts that were more than the budget allowed: the operator says what becomes of them. The service may run beside it, and composes what was released at its next turn.</summary>
internal sealed class HeldPosts(Database database, TimeProvider time)
{
    /// <summary>Their ids, in the order in which they were held.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync("select post_id from releases where state = 'held' order by at, post_id", row => row.GetString(0), cancellation);
    }

    /// <summary>Gives them their numbers, in the order in which they are named. What is not held stays what it is.</summary>
    /// <returns>How many were held.</returns>
    public Task<int> ReleaseAsync(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        DecideAsync($"update releases set state = 'released', sequence = {Releases.Next}, at = @now where post_id = @id and state = 'held'", ids, cancellation);

    /// <summary>Makes them posts of the past.</summary>
    /// <returns>How many were held.</returns>
    public Task<int> DismissAsync(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        DecideAsync("update releases set state = 'past', at = @now where post_id = @id and state = 'held'", ids, cancellation);

    private Task<int> DecideAsync(string sql, IReadOnlyList<string> ids, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await using var decide = new Statement(transaction, sql, "id", "now");
            var decided = 0;
            foreach (var id in ids)
                decided += await decide.ExecuteAsync(id, time.GetUtcNow().ToUnixTimeMilliseconds());
            return decided;
        },
        cancellation);
}
