using System.Collections.Concurrent;
using Publisher.Storage;

namespace Publisher.Posts.Identity;

/// <summary>Every address that a post ever had on the site: old ones lead to it, and those of a post that is gone say so. The last post that takes an address has it.</summary>
internal sealed class AddressBook(Database database, Site site, TimeProvider time)
{
    private ConcurrentDictionary<string, string>? ids;
    private Catalogue done = Catalogue.Empty;
    private (Catalogue Catalogue, Dictionary<string, Post> ById) shown = (Catalogue.Empty, []);

    /// <summary>Remembers the addresses of a catalogue that are new. Not to be run twice at once.</summary>
    public async Task LearnAsync(Catalogue catalogue, CancellationToken cancellation)
    {
        if (catalogue == done)
            return;
        var known = ids ?? await LoadAsync(cancellation);
        var learnt = catalogue.ChangesSince(done).Select(change => change.Now).OfType<Post>()
            .Where(post => post.IsPublished && IsOnSite(post) && catalogue.At(post.Url!) == post)
            .Select(post => (Path: PathOf(post.Url!), post.Id))
            .Where(address => !known.TryGetValue(address.Path, out var id) || id != address.Id)
            .ToList();
        await SaveAsync(learnt, cancellation);
        foreach (var (path, id) in learnt)
            known[path] = id;
        (ids, done) = (known, catalogue);
    }

    /// <summary>Whether an address was ever a post's; and that post, if it is still shown.</summary>
    public (bool IsKnown, Post? Post) Find(Uri address, Catalogue catalogue)
    {
        if (ids is null || !ids.TryGetValue(PathOf(address), out var id))
            return (false, null);
        var now = shown;
        if (now.Catalogue != catalogue)
            shown = now = (catalogue, catalogue.Published.DistinctBy(post => post.Id).ToDictionary(post => post.Id));
        return (true, now.ById.GetValueOrDefault(id));
    }

    /// <summary>The path below the site of every old address, with the post that it leads to; null for those that are gone.</summary>
    public async Task<IReadOnlyList<(string Path, Post? Post)>> OldAsync(Catalogue catalogue, CancellationToken cancellation)
    {
        var byId = catalogue.Published.DistinctBy(post => post.Id).ToDictionary(post => post.Id);
        var taken = catalogue.Published.Where(IsOnSite).Select(post => PathOf(post.Url!)).ToHashSet(StringComparer.Ordinal);
        return [.. (await LoadAsync(cancellation)).Where(address => !taken.Contains(address.Key)).OrderBy(address => address.Key, StringComparer.Ordinal).Select(address => (address.Key, byId.GetValueOrDefault(address.Value)))];
    }

    private bool IsOnSite(Post post) => post.Url!.Authority == site.Url.Authority && post.Url.AbsolutePath.StartsWith(site.Path, StringComparison.Ordinal);

    // Below the site: it may move to another host or base path.
    private string PathOf(Uri address) => Catalogue.Key(address) is var key && key.Length >= site.Path.Length ? key[(site.Path.Length - 1)..] : "";

    private async Task<ConcurrentDictionary<string, string>> LoadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync("select path, post_id from post_addresses", row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), cancellation);
        return new(rows, StringComparer.Ordinal);
    }

    private Task SaveAsync(List<(string Path, string Id)> learnt, CancellationToken cancellation) => learnt.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(
            async transaction =>
            {
                foreach (var (path, id) in learnt)
                {
                    await transaction.ExecuteAsync(
                        "insert into post_addresses (path, post_id, since) values (@path, @id, @now) on conflict (path) do update set post_id = excluded.post_id, since = excluded.since",
                        cancellation, ("path", path), ("id", id), ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
                }
            },
            cancellation);
}
