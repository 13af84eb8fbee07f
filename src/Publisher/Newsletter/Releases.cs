using System.Data.Common;
using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>Keeps which posts may be mailed: each gets its number once, in the database, and no date is ever asked.</summary>
internal sealed partial class Releases(Database database, PostRegister register, NewsletterOptions options, TimeProvider time, ILogger<Releases> log)
{
    private const string FirstSight = "first-sight";

    // A catalogue that was looked at and left nothing waiting need not be looked at again.
    private Catalogue? done;

    /// <summary>Releases what is due. A folder that is away releases nothing.</summary>
    public async Task ReleaseAsync(Catalogue catalogue, CancellationToken cancellation)
    {
        if (catalogue.FolderProblem is not null || catalogue == Catalogue.Empty || catalogue == done)
            return;
        if (done is not null && !catalogue.ChangesSince(done).Any(IsForTheNewsletter))
        {
            done = catalogue;
            return;
        }

        var posts = await register.LoadAsync(cancellation);
        var plan = await database.WriteAsync(transaction => ReleaseAsync(transaction, catalogue, posts, cancellation), cancellation);
        done = plan.Waiting.Count == 0 ? catalogue : null;
        foreach (var post in plan.Released)
            LogReleased(post.Title);
        if (plan.Held.Count > 0)
            LogHeld(plan.Held.Count, options.Budget);
    }

    // A post that was edited and stays what it was is no news: all that there is need not be weighed for it.
    private static bool IsForTheNewsletter((Post? Before, Post? Now) change) =>
        (change.Before?.Id, change.Before?.Status, change.Before?.Mailable) != (change.Now?.Id, change.Now?.Status, change.Now?.Mailable);

    /// <summary>What would be released now, without writing anything.</summary>
    public async Task<ReleasePlan> PlanAsync(Catalogue catalogue, CancellationToken cancellation)
    {
        var posts = await register.LoadAsync(cancellation);
        return await database.WriteAsync(transaction => DecideAsync(transaction, catalogue, posts, cancellation), cancellation);
    }

    /// <summary>The released posts after a number, oldest first.</summary>
    public static async Task<IReadOnlyList<Release>> ReleasedAsync(DbTransaction transaction, long after, CancellationToken cancellation) => await transaction.QueryAsync(
        "select post_id, state, sequence from releases where sequence > @after order by sequence", Read, cancellation, ("after", after));

    private async Task<ReleasePlan> ReleaseAsync(DbTransaction transaction, Catalogue catalogue, Dictionary<string, RegisteredPost> posts, CancellationToken cancellation)
    {
        var plan = await DecideAsync(transaction, catalogue, posts, cancellation);
        if (await transaction.MarkAsync(FirstSight, cancellation) is null)
            await transaction.SetMarkAsync(FirstSight, time.GetUtcNow(), cancellation);
        foreach (var id in plan.Past)
            await SaveAsync(transaction, id, ReleaseState.Past, cancellation);
        foreach (var post in plan.Held)
            await SaveAsync(transaction, post.Id, ReleaseState.Held, cancellation);
        foreach (var post in plan.Released)
            await SaveAsync(transaction, post.Id, ReleaseState.Released, cancellation);
        return plan;
    }

    private async Task<ReleasePlan> DecideAsync(DbTransaction transaction, Catalogue catalogue, Dictionary<string, RegisteredPost> posts, CancellationToken cancellation)
    {
        var isFirstSight = await transaction.MarkAsync(FirstSight, cancellation) is null;
        var known = await transaction.QueryAsync("select post_id, state, coalesce(sequence, 0) from releases", Read, cancellation);
        return ReleasePolicy.Decide(catalogue, isFirstSight, known.ToDictionary(release => release.PostId), posts, options, time.GetUtcNow());
    }

    private Task<int> SaveAsync(DbTransaction transaction, string id, ReleaseState state, CancellationToken cancellation) => transaction.ExecuteAsync(
        $"""
        insert into releases (post_id, state, sequence, at)
        values (@id, @state, {(state == ReleaseState.Released ? "(select coalesce(max(sequence), 0) + 1 from releases)" : "null")}, @now)
        on conflict (post_id) do update set state = excluded.state, sequence = coalesce(releases.sequence, excluded.sequence), at = excluded.at
        """,
        cancellation,
        ("id", id),
        ("state", state.ToString().ToLowerInvariant()),
        ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));

    private static Release Read(DbDataReader row) => new(row.GetString(0), Enum.Parse<ReleaseState>(row.GetString(1), ignoreCase: true), row.GetInt64(2));

    [LoggerMessage(301, LogLevel.Information, "Released for mailing: {Title}")]
    private partial void LogReleased(string title);

    [LoggerMessage(302, LogLevel.Warning, "{Count} new posts appeared at once, more than newsletter.budget ({Budget}): they are published but not mailed. To mail them, raise newsletter.budget to at least that number; else do nothing")]
    private partial void LogHeld(int count, int budget);
}
