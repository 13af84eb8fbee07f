using System.Collections.Concurrent;
using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>Issues by number. An issue never changes, so the few that are being sent are kept at hand.</summary>
internal sealed class IssueStore(Database database)
{
    private const int Kept = 16;

    private readonly ConcurrentDictionary<long, Issue> kept = [];

    public async Task<Issue> GetAsync(long id)
    {
        if (kept.TryGetValue(id, out var issue))
            return issue;
        await using var connection = await database.OpenAsync(CancellationToken.None);
        var found = await connection.QueryAsync($"select {Issue.Columns} from issues where id = @id", Issue.Read, CancellationToken.None, ("id", id));
        if (kept.Count >= Kept)
            kept.Clear();
        return kept[id] = found[0];
    }
}
