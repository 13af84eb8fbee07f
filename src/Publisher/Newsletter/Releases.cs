using System.Data.Common;
using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>Keeps which posts may be mailed: each gets its number once, in the database, and no date is ever asked.</summary>
internal sealed partial class Releases(Database database, NewsletterOptions options, TimeProvider time, ILogger<Releases> log)
{
    public const string FirstSight = "first-sight";

    // What was looked at need not be looked at again, but for the posts that wait.
    private Catalogue? looked;
    private IReadOnlyList<string> waiting = [];

    /// <summary>Releases what is due. A folder that is away releases nothing.</summary>
    public async Task ReleaseAsync(Catalogue catalogue, CancellationToken cancellation)
    {
        if (catalogue.FolderProblem is not null || catalogue == Catalogue.Empty)
            return;
        var posts = News(catalogue).ToList();
        if (looked is null || posts.Count > 0)
        {
            var plan = await database.WriteAsync(transaction => ReleaseAsync(transaction, catalogue, posts, cancellation), cancellation);
            waiting = [.. plan.Waiting.Select(post => post.Path)];
            Report(plan);
        }

        looked = catalogue;
    }

    /// <summary>What would be released now, without writing anything.</summary>
    public Task<ReleasePlan> PlanAsync(Catalogue catalogue, CancellationToken cancellation) =>
        database.RehearseAsync(transaction => DecideAsync(transaction, catalogue, [.. catalogue.Published], cancellation), cancellation);

    /// <summary>The number of the newest released post.</summary>
    public static async Task<long> EndAsync(DbConnection connection, CancellationToken cancellation) =>
        (await connection.QueryAsync("select coalesce(max(sequence), 0) from releases", row => row.GetInt64(0), cancellation))[0];

    /// <summary>The released posts after a number and up to another, oldest first.</summary>
    public static async Task<IReadOnlyList<Release>> ReleasedAsync(DbConnection connection, long after, long end, CancellationToken cancellation) => await connection.QueryAsync(
        """
        select r.post_id, r.state, r.sequence, p.path from releases r left join posts p on p.id = r.post_id and p.gone_at is null
        where r.sequence > @after and r.sequence <= @end and r.state = 'released' order by r.sequence
        """,
        row => new Release(row.GetString(0), ReleaseState.Released, row.GetInt64(2), row.Text(3)),
        cancellation,
        ("after", after),
        ("end", end));

    private IEnumerable<Post> News(Catalogue catalogue) => looked is null
        ? catalogue.Published
        : catalogue.ChangesSince(looked).Select(change => change.Now)
            .Concat(waiting.Select(path => catalogue.Shelves.At(path)?.Shown))
            .OfType<Post>().Where(post => post is { IsPublished: true, Mailable: true }).DistinctBy(post => post.Path);

    private async Task<ReleasePlan> ReleaseAsync(DbTransaction transaction, Catalogue catalogue, IReadOnlyList<Post> posts, CancellationToken cancellation)
    {
        var plan = await DecideAsync(transaction, catalogue, posts, cancellation);
        var now = time.GetUtcNow();
        if (await transaction.MarkAsync(FirstSight, cancellation) is null)
            await transaction.SetMarkAsync(FirstSight, now, cancellation);
        await using var past = Decision(transaction, "'past'", "null");
        foreach (var id in plan.Past)
            await past.ExecuteAsync(id, now.ToUnixTimeMilliseconds());
        await using var held = Decision(transaction, "'held'", "null");
        foreach (var post in plan.Held)
            await held.ExecuteAsync(post.Id, now.ToUnixTimeMilliseconds());
        await using var released = Decision(transaction, "'released'", Next);
        foreach (var post in plan.Released)
            await released.ExecuteAsync(post.Id, now.ToUnixTimeMilliseconds());
        return plan;
    }

    /// <summary>The next number of the sequence, in SQL.</summary>
    public const string Next = "(select coalesce(max(sequence), 0) + 1 from releases)";

    // What was decided once stays decided.
    private static Statement Decision(DbTransaction transaction, string state, string sequence) => new(
        transaction,
        $"insert into releases (post_id, state, sequence, at) values (@id, {state}, {sequence}, @now) on conflict (post_id) do nothing",
        "id",
        "now");

    private async Task<ReleasePlan> DecideAsync(DbTransaction transaction, Catalogue catalogue, IReadOnlyList<Post> posts, CancellationToken cancellation)
    {
        if (await transaction.MarkAsync(FirstSight, cancellation) is null)
            return ReleasePolicy.FirstSight(catalogue);
        var register = await PostRegister.FindAsync(transaction, posts.Select(post => post.Id));
        var known = await KnownAsync(transaction, posts.SelectMany(post => ReleasePolicy.Keys(post, register)).Distinct());
        return ReleasePolicy.Decide(posts, known, register, await HeldLatelyAsync(transaction, cancellation), options, time.GetUtcNow());
    }

    private static async Task<Dictionary<string, Release>> KnownAsync(DbTransaction transaction, IEnumerable<string> ids)
    {
        await using var find = new Statement(transaction, "select post_id, state, coalesce(sequence, 0) from releases where post_id = @id", "id");
        var known = new Dictionary<string, Release>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (await find.FirstAsync(row => new Release(row.GetString(0), Enum.Parse<ReleaseState>(row.GetString(1), ignoreCase: true), row.GetInt64(2)), id) is { } release)
                known[id] = release;
        }

        return known;
    }

    private async Task<int> HeldLatelyAsync(DbTransaction transaction, CancellationToken cancellation) => (await transaction.QueryAsync(
        "select count(*) from releases where state = 'held' and at > @since and at <= @now",
        row => row.Int(0),
        cancellation,
        ("since", (time.GetUtcNow() - ReleasePolicy.Crowding).ToUnixTimeMilliseconds()),
        ("now", time.GetUtcNow().ToUnixTimeMilliseconds())))[0];

    private void Report(ReleasePlan plan)
    {
        foreach (var post in plan.Released)
            LogReleased(post.Title);
        if (plan.Held.Count > 0)
            LogHeld(plan.Held.Count, options.Budget);
    }

    [LoggerMessage(301, LogLevel.Information, "Released for mailing: {Title}")]
    private partial void LogReleased(string title);

    [LoggerMessage(302, LogLevel.Warning, "{Count} posts are held: more new ones appeared at once than newsletter.budget ({Budget}). They are published but not mailed. `publisher issues release` lists them; name those to mail, or say --all, or --all --dismiss to mail none")]
    private partial void LogHeld(int count, int budget);
}
