using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>An issue that would be composed.</summary>
internal sealed record PlannedIssue(string Kind, Cadence Cadence, DateTimeOffset? At, IReadOnlyList<string> Posts, string Subject, int Recipients);

internal sealed record LeftOut(string Reason, long Count);

/// <summary>What would be mailed next, as things stand.</summary>
internal sealed record Plan(IReadOnlyList<PlannedIssue> Issues, IReadOnlyList<LeftOut> LeftOut);

/// <summary>Asks what <see cref="Press"/> would do, and writes nothing.</summary>
internal sealed class Planner(Database database, Releases releases, SuppressionList suppressions)
{
    /// <param name="next">When a cadence's schedule fires next.</param>
    public async Task<Plan> PlanAsync(Catalogue catalogue, Func<Cadence, DateTimeOffset?> next, CancellationToken cancellation)
    {
        var coming = await releases.PlanAsync(catalogue, cancellation);
        await using var connection = await database.OpenAsync(cancellation);
        var readers = await connection.QueryAsync($"select {SubscriberRows.Columns} from subscribers order by id", SubscriberRows.Read, cancellation);
        var released = await connection.QueryAsync(
            "select post_id, state, sequence from releases where sequence is not null order by sequence",
            row => new Release(row.GetString(0), ReleaseState.Released, row.GetInt64(2)),
            cancellation);
        var mailable = WithComing(Selection.Mailable(released, catalogue), coming);
        var confirmed = readers.Where(reader => reader.Status == SubscriberStatus.Confirmed && suppressions.Of(reader.Email) is null).ToList();
        var issues = Enum.GetValues<Cadence>().SelectMany(cadence => Issues(cadence, confirmed, mailable, next(cadence)));
        return new([.. issues], [.. LeftOut(readers, confirmed, mailable, coming).Where(reason => reason.Count > 0)]);
    }

    // What is about to be released gets the next numbers.
    private static IReadOnlyList<MailablePost> WithComing(IReadOnlyList<MailablePost> mailable, ReleasePlan coming)
    {
        var posts = coming.Released.Concat(coming.Waiting).Select((post, i) => new MailablePost(long.MaxValue - 100_000 + i, post));
        return [.. mailable, .. posts];
    }

    private static IEnumerable<PlannedIssue> Issues(Cadence cadence, IReadOnlyList<Subscriber> readers, IReadOnlyList<MailablePost> mailable, DateTimeOffset? at) =>
        from reader in readers
        where reader.Cadence == cadence
        from posts in Selection.Issues(cadence, Selection.For(reader, mailable))
        group posts by string.Join('\n', posts.Select(post => post.Post.Id)) into set
        let first = set.First()
        select new PlannedIssue(
            cadence == Cadence.Instant ? "post" : "digest",
            cadence,
            at,
            [.. first.Select(post => post.Post.Path)],
            first.Count == 1 ? (cadence == Cadence.Instant ? first[0].Post.Subject : first[0].Post.Title) : $"{first[0].Post.Title} (+{first.Count - 1})",
            set.Count());

    private static IEnumerable<LeftOut> LeftOut(IReadOnlyList<Subscriber> readers, IReadOnlyList<Subscriber> confirmed, IReadOnlyList<MailablePost> mailable, ReleasePlan coming)
    {
        yield return new("has not confirmed the subscription yet", readers.Count(reader => reader.Status == SubscriberStatus.Unconfirmed));
        yield return new("has unsubscribed", readers.Count(reader => reader.Status == SubscriberStatus.Unsubscribed));
        yield return new("is suppressed and never mailed", readers.Count(reader => reader.Status == SubscriberStatus.Confirmed) - confirmed.Count);
        yield return new("nothing new in the chosen topics", confirmed.Count(reader => Selection.For(reader, mailable).Count == 0));
        yield return new("posts held because more appeared at once than newsletter.budget allows", coming.Held.Count);
    }
}
