using Publisher.Posts;
using Publisher.Storage;

namespace Publisher.Feeds;

/// <summary>What of feeds is remembered for life.</summary>
/// <param name="Origin">The site's address when its feeds were first published: their ids are made of it, and stay when the site moves.</param>
/// <param name="Archived">The archive document of each post that was ever given one, by id.</param>
/// <param name="Tombstones">The posts that were taken away last, newest first.</param>
internal sealed record FeedMemory(string Origin, IReadOnlyDictionary<string, int> Archived, IReadOnlyList<Tombstone> Tombstones);

/// <summary>Keeps in the database what feeds must remember; without one, every feed follows from the posts alone.</summary>
/// <param name="writes">Whether it may learn: a command that runs beside the service only reads.</param>
internal sealed class FeedBook(Database? database, bool writes)
{
    private const int Buried = 50;

    public async Task<FeedMemory> LoadAsync(Site site, CancellationToken cancellation)
    {
        if (database is null)
            return new(site.Url.AbsoluteUri, new Dictionary<string, int>(), []);
        await using var connection = await database.OpenAsync(cancellation);
        var archived = await connection.QueryAsync("select post_id, document from archived_posts", row => (Id: row.GetString(0), Document: row.Int(1)), cancellation);
        return new(await OriginAsync(site, cancellation), archived.ToDictionary(row => row.Id, row => row.Document, StringComparer.Ordinal), []);
    }

    /// <summary>Keeps all or none.</summary>
    public async Task LearnAsync(IReadOnlyDictionary<string, int> archived, CancellationToken cancellation)
    {
        if (database is null || !writes || archived.Count == 0)
            return;
        await database.WriteAsync(
            async transaction =>
            {
                foreach (var (id, document) in archived)
                    await transaction.ExecuteAsync("insert into archived_posts (post_id, document) values (@id, @document) on conflict (post_id) do nothing", cancellation, ("id", id), ("document", document));
            },
            cancellation);
    }

    /// <summary>The posts that were taken away last, newest first.</summary>
    public async Task<IReadOnlyList<Tombstone>> GoneAsync(CancellationToken cancellation)
    {
        if (database is null)
            return [];
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            "select id, gone_at from posts where gone_at is not null order by gone_at desc, id limit @count",
            row => new Tombstone(row.GetString(0), row.Instant(1)),
            cancellation,
            ("count", Buried));
    }

    private async Task<string> OriginAsync(Site site, CancellationToken cancellation)
    {
        const string name = "feed_origin";
        // Who only tries the program has no address yet, and ids made of this machine's would be everybody's.
        if (writes && !site.Url.IsLoopback)
        {
            await database!.WriteAsync(
                transaction => transaction.ExecuteAsync("insert into kept_values (name, value) values (@name, @value) on conflict (name) do nothing", cancellation, ("name", name), ("value", site.Url.AbsoluteUri)),
                cancellation);
        }

        await using var connection = await database!.OpenAsync(cancellation);
        var kept = await connection.QueryAsync("select value from kept_values where name = @name", row => row.GetString(0), cancellation, ("name", name));
        return kept is [var origin] ? origin : site.Url.AbsoluteUri;
    }
}
