using System.Data.Common;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>An issue that would be composed.</summary>
internal sealed record PlannedIssue(string Kind, Cadence Cadence, DateTimeOffset? At, IReadOnlyList<string> Posts, string Subject, int Recipients);

/// <summary>How many are left out for one reason.</summary>
/// <param name="Kind">The reason in a word.</param>
internal sealed record LeftOut(string Kind, string Reason, long Count);

/// <summary>What would be mailed next, as things stand.</summary>
/// <param name="Stopped">Why nothing is mailed at all until the operator speaks; null where it is.</param>
internal sealed record Plan(IReadOnlyList<PlannedIssue> Issues, IReadOnlyList<LeftOut> LeftOut, string? Stopped = null);

/// <summary>Asks what <see cref="Press"/> would do, and writes nothing.</summary>
internal sealed class Planner(Database database, Releases releases, SuppressionList suppressions)
{
    private const int Page = 5000;

    // What is about to be released gets the next numbers; that they are large is enough to say here.
    private const long Coming = long.MaxValue - 1_000_000;

    /// <param name="next">When mail of a cadence is composed next for who chose a time zone, or none.</param>
    public async Task<Plan> PlanAsync(Catalogue catalogue, Func<Cadence, string?, DateTimeOffset?> next, DateTimeOffset now, CancellationToken cancellation)
    {
        var coming = await releases.PlanAsync(catalogue, cancellation);
        await using var connection = await database.OpenAsync(cancellation);
        var released = await Releases.ReleasedAsync(connection, 0, long.MaxValue, cancellation);
        var mailable = WithComing(Selection.Mailable(released, catalogue), coming);
        var (readers, suppressed) = await database.Counts.GetAsync("crowds", now, () => CrowdsAsync(connection, next, cancellation), crowds => crowds.Readers.Values.Sum(count => (long)count));
        var confirmed = readers.Where(crowd => crowd.Key is { Status: SubscriberStatus.Confirmed, Pause: not Pause.On }).ToList();
        var held = await connection.QueryAsync("select count(*) from releases where state = 'held'", row => row.GetInt64(0), cancellation);
        LeftOut[] leftOut =
        [
            new("unconfirmed", "has not confirmed the subscription yet", Sum(readers.Where(crowd => crowd.Key.Status == SubscriberStatus.Unconfirmed))),
            new("unsubscribed", "has unsubscribed", Sum(readers.Where(crowd => crowd.Key.Status == SubscriberStatus.Unsubscribed))),
            new("suppressed", "is suppressed and never mailed", suppressed),
            new("paused", "has paused mail until later", Sum(readers.Where(crowd => crowd.Key is { Status: SubscriberStatus.Confirmed, Pause: Pause.On }))),
            new("topics", "nothing new in the chosen topics", Sum(confirmed.Where(crowd => Posts(crowd.Key, mailable).Count == 0))),
            new("held", "posts held because more appeared at once than newsletter.budget allows", held[0] + coming.Held.Count + (coming.IsCrowd ? coming.Waiting.Count : 0)),
        ];
        return new([.. Issues(confirmed, mailable, next)], [.. leftOut.Where(reason => reason.Count > 0)]);
    }

    private static IReadOnlyList<MailablePost> WithComing(IReadOnlyList<MailablePost> mailable, ReleasePlan coming) =>
        [.. mailable, .. coming.Released.Concat(coming.IsCrowd ? [] : coming.Waiting).Select((post, i) => new MailablePost(Coming + i, post))];

    // Readers who are alike in all that decides are counted together, by the database: there may be a million.
    private async Task<Crowds> CrowdsAsync(DbConnection connection, Func<Cadence, string?, DateTimeOffset?> next, CancellationToken cancellation)
    {
        var crowds = new Dictionary<Likeness, int>();
        // Hashing takes as long as counting, and one need not wait for the other.
        var suppressing = Task.Run(() => SuppressedAsync(cancellation), cancellation);
        var counts = await connection.QueryAsync(
            $"select {Likeness.Columns}, count(*) from subscribers group by {Likeness.Columns}", row => (Likeness: Likeness.Read(row, next), Count: row.Int(Likeness.Count)), cancellation);
        foreach (var (likeness, count) in counts)
            crowds[likeness] = crowds.GetValueOrDefault(likeness) + count;
        var suppressed = await suppressing;
        foreach (var ids in suppressed.Chunk(Page))
        {
            var names = ids.Select((id, at) => (Name: $"id{at}", Value: (object?)id)).ToArray();
            foreach (var likeness in await connection.QueryAsync($"select {Likeness.Columns} from subscribers where id in ({string.Join(", ", names.Select(id => "@" + id.Name))})", row => Likeness.Read(row, next), cancellation, names))
                crowds[likeness] = crowds.GetValueOrDefault(likeness) - 1;
        }

        // Of who were all suppressed nobody is left; and who left between the two looks was counted in one alone.
        return new(crowds.Where(crowd => crowd.Value > 0).ToDictionary(), suppressed.Count);
    }

    // The database knows suppressions by a hash alone, so that each address is asked for, a page of them at a time.
    private async Task<IReadOnlyList<long>> SuppressedAsync(CancellationToken cancellation)
    {
        var suppressed = new List<long>();
        await using var connection = await database.OpenAsync(cancellation);
        for (var (after, more) = (0L, true); more && suppressions.Any;)
        {
            var page = await connection.QueryAsync("select id, email_key from subscribers where id > @after and status = 'confirmed' order by id limit @page", row => (Id: row.GetInt64(0), Email: row.GetString(1)), cancellation, ("after", after), ("page", Page));
            suppressed.AddRange(suppressions.Among(page, reader => reader.Email).Select(reader => reader.Id));
            more = page.Count == Page;
            after = more ? page[^1].Id : after;
        }

        return suppressed;
    }

    private static IEnumerable<PlannedIssue> Issues(IReadOnlyList<KeyValuePair<Likeness, int>> readers, IReadOnlyList<MailablePost> mailable, Func<Cadence, string?, DateTimeOffset?> next) =>
        from crowd in readers
        from posts in Selection.Issues(crowd.Key.Pause == Pause.Over ? Cadence.Daily : crowd.Key.Cadence, Posts(crowd.Key, mailable))
        group (posts, crowd.Value) by (crowd.Key.Cadence, At: next(crowd.Key.Cadence, crowd.Key.Zone), string.Join('\n', posts.Select(post => post.Post.Id))) into set
        let first = set.First().posts
        orderby set.Key.Cadence, set.Key.At
        select new PlannedIssue(
            set.Key.Cadence == Cadence.Instant && first.Count == 1 ? "post" : "digest",
            set.Key.Cadence,
            set.Key.At,
            [.. first.Select(post => post.Post.Path)],
            first.Count == 1 ? (set.Key.Cadence == Cadence.Instant ? first[0].Post.Subject : first[0].Post.Title) : $"{first[0].Post.Title} (+{first.Count - 1})",
            set.Sum(part => part.Value));

    private static IReadOnlyList<MailablePost> Posts(Likeness crowd, IReadOnlyList<MailablePost> mailable) => Selection.For(SubscriberRows.Topics(crowd.Topics), crowd.CaughtUpTo, mailable);

    private static long Sum(IEnumerable<KeyValuePair<Likeness, int>> crowds) => crowds.Sum(crowd => (long)crowd.Value);

    /// <summary>Where there are many readers, as of a while ago.</summary>
    private sealed record Crowds(IReadOnlyDictionary<Likeness, int> Readers, long Suppressed);

    // As it will be when the next issue is composed. Who comes back gets all of it in one mail.
    private enum Pause
    {
        None,
        On,
        Over,
    }

    private readonly record struct Likeness(SubscriberStatus Status, Cadence Cadence, string? Zone, long CaughtUpTo, string Topics, Pause Pause)
    {
        public const string Columns = "status, cadence, time_zone, caught_up_to, topics, paused_until";

        public const int Count = 6;

        public static Likeness Read(DbDataReader row, Func<Cadence, string?, DateTimeOffset?> next)
        {
            var (cadence, zone) = (SubscriberRows.Value<Cadence>(row.GetString(1)), row.Text(2));
            return new(
                SubscriberRows.Value<SubscriberStatus>(row.GetString(0)),
                cadence,
                cadence == Cadence.Instant ? null : zone,
                row.GetInt64(3),
                row.GetString(4),
                row.IsDBNull(5) ? Pause.None : row.Instant(5) > next(cadence, zone) ? Pause.On : Pause.Over);
        }
    }
}
