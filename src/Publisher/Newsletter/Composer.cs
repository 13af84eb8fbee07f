using System.Data.Common;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>Decides for each reader who is due which posts are mailed, and writes it down: issues, deliveries and how far each reader is caught up, a chunk of readers in one transaction.</summary>
internal sealed partial class Composer(Database database, IssueWriter writer, Suppressions suppressions, TimeProvider time, ILogger<Composer> log)
{
    private const int Chunk = 1000;

    /// <summary>Composes for all readers of a cadence.</summary>
    /// <param name="due">The time of the schedule that is being kept: it tells one digest from the next.</param>
    /// <returns>How many deliveries were added.</returns>
    public async Task<int> ComposeAsync(Cadence cadence, DateTimeOffset due, Catalogue catalogue, CancellationToken cancellation)
    {
        var added = 0;
        var edition = new Edition(cadence, due, catalogue, time.GetUtcNow());
        for (var more = true; more;)
            (more, added) = await database.WriteAsync(transaction => ComposeChunkAsync(transaction, edition, added, cancellation), cancellation);
        if (added > 0)
            LogComposed(cadence, added);
        return added;
    }

    private async Task<(bool More, int Added)> ComposeChunkAsync(DbTransaction transaction, Edition edition, int added, CancellationToken cancellation)
    {
        var readers = await DueAsync(transaction, edition.Cadence, cancellation);
        if (readers.Count == 0)
            return (false, added);
        var released = await Releases.ReleasedAsync(transaction, readers.Min(reader => reader.CaughtUpTo), cancellation);
        var mailable = Selection.Mailable(released, edition.Catalogue);
        var suppressed = await suppressions.AmongAsync(transaction, readers, cancellation);
        foreach (var group in Groups(edition.Cadence, readers.Where(reader => !suppressed.Contains(reader.Id)), mailable))
        {
            var issueId = await IssueAsync(transaction, edition, group.Key.Language, group.First().Posts, cancellation);
            var planned = 0;
            foreach (var (reader, _) in group)
                planned += await EnqueueAsync(transaction, issueId, reader.Id, edition.Now, cancellation);
            await transaction.ExecuteAsync("update issues set planned = planned + @count where id = @id", cancellation, ("id", issueId), ("count", planned));
            added += planned;
        }

        await CatchUpAsync(transaction, readers, released[^1].Sequence, cancellation);
        return (true, added);
    }

    // Readers whose set of new posts and language are the same share an issue.
    private static IEnumerable<IGrouping<(string Set, string Language), (Subscriber Reader, IReadOnlyList<MailablePost> Posts)>> Groups(
        Cadence cadence, IEnumerable<Subscriber> readers, IReadOnlyList<MailablePost> mailable) =>
        from reader in readers
        from posts in Selection.Issues(cadence, Selection.For(reader, mailable))
        group (reader, posts) by (string.Join('\n', posts.Select(post => post.Post.Id)), reader.Language);

    private static async Task<IReadOnlyList<Subscriber>> DueAsync(DbTransaction transaction, Cadence cadence, CancellationToken cancellation) => await transaction.QueryAsync(
        $"""
        select {SubscriberRows.Columns} from subscribers
        where status = 'confirmed' and cadence = @cadence and caught_up_to < (select coalesce(max(sequence), 0) from releases)
        order by id limit @limit
        """,
        SubscriberRows.Read,
        cancellation,
        ("cadence", SubscriberRows.Word(cadence)),
        ("limit", Chunk));

    private async Task<long> IssueAsync(DbTransaction transaction, Edition edition, string language, IReadOnlyList<MailablePost> posts, CancellationToken cancellation)
    {
        var key = edition.Key(language, posts);
        if (await FindAsync(transaction, key, cancellation) is { } known)
            return known;
        var text = writer.Write(key, edition.Cadence, language, [.. posts.Select(post => post.Post)], edition.Now);
        var ids = await transaction.QueryAsync(
            """
            insert into issues (key, kind, cadence, language, subject, body_text, body_html, created_at, slug, web_html)
            values (@key, @kind, @cadence, @language, @subject, @text, @html, @now, @slug, @web) returning id
            """,
            row => row.GetInt64(0),
            cancellation,
            ("key", key),
            ("kind", edition.Cadence == Cadence.Instant ? "post" : "digest"),
            ("cadence", SubscriberRows.Word(edition.Cadence)),
            ("language", language),
            ("subject", text.Subject),
            ("text", text.Text),
            ("html", text.Html),
            ("now", edition.Now.ToUnixTimeMilliseconds()),
            ("slug", text.Slug),
            ("web", text.Web));
        for (var position = 0; position < posts.Count; position++)
            await AddPostAsync(transaction, ids[0], position, posts[position].Post.Id, cancellation);
        return ids[0];
    }

    private static async Task<long?> FindAsync(DbTransaction transaction, string key, CancellationToken cancellation)
    {
        var found = await transaction.QueryAsync("select id from issues where key = @key", row => row.GetInt64(0), cancellation, ("key", key));
        return found.Count == 0 ? null : found[0];
    }

    private static Task AddPostAsync(DbTransaction transaction, long issueId, int position, string postId, CancellationToken cancellation) => transaction.ExecuteAsync(
        "insert into issue_posts (issue_id, position, post_id) values (@issue, @position, @post)",
        cancellation,
        ("issue", issueId),
        ("position", position),
        ("post", postId));

    private static Task<int> EnqueueAsync(DbTransaction transaction, long issueId, long subscriberId, DateTimeOffset now, CancellationToken cancellation) => transaction.ExecuteAsync(
        "insert into deliveries (issue_id, subscriber_id, status, attempts, due_at) values (@issue, @subscriber, 'pending', 0, @now) on conflict (issue_id, subscriber_id) do nothing",
        cancellation,
        ("issue", issueId),
        ("subscriber", subscriberId),
        ("now", now.ToUnixTimeMilliseconds()));

    private static async Task CatchUpAsync(DbTransaction transaction, IReadOnlyList<Subscriber> readers, long sequence, CancellationToken cancellation)
    {
        foreach (var reader in readers)
        {
            await transaction.ExecuteAsync(
                "update subscribers set caught_up_to = @sequence where id = @id",
                cancellation,
                ("sequence", sequence),
                ("id", reader.Id));
        }
    }

    [LoggerMessage(311, LogLevel.Information, "Composed {Cadence} mail: {Count} deliveries")]
    private partial void LogComposed(Cadence cadence, int count);
}
