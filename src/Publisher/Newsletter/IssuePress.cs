using System.Data.Common;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>Issues as they come to be: found where they were written before, else written, once for all their readers. An issue is there before its first delivery is.</summary>
internal sealed class IssuePress(Database database, IssueWriter writer)
{
    /// <summary>Puts the number of an issue into the edition.</summary>
    public async Task WriteAsync(Edition edition, string language, IReadOnlyList<MailablePost> posts, CancellationToken cancellation)
    {
        var key = edition.Key(language, posts);
        edition.Issues[key] = await FindAsync(key, cancellation)
            ?? await WriteAsync(edition, key, language, posts, writer.Write(key, edition.Cadence, language, [.. posts.Select(post => post.Post)], edition.Now), cancellation);
    }

    private async Task<long?> FindAsync(string key, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var found = await connection.QueryAsync("select id from issues where key = @key", row => row.GetInt64(0), cancellation, ("key", key));
        return found.Count == 0 ? null : found[0];
    }

    private Task<long> WriteAsync(Edition edition, string key, string language, IReadOnlyList<MailablePost> posts, IssueText text, CancellationToken cancellation) =>
        database.WriteAsync(transaction => InsertAsync(transaction, edition, key, language, posts, text, cancellation), cancellation);

    private static async Task<long> InsertAsync(DbTransaction transaction, Edition edition, string key, string language, IReadOnlyList<MailablePost> posts, IssueText text, CancellationToken cancellation)
    {
        var ids = await transaction.QueryAsync(
            """
            insert into issues (key, kind, cadence, language, subject, body_text, body_html, created_at, slug, web_html)
            values (@key, @kind, @cadence, @language, @subject, @text, @html, @now, @slug, @web) returning id
            """,
            row => row.GetInt64(0),
            cancellation,
            ("key", key),
            ("kind", edition.Cadence == Cadence.Instant && posts.Count == 1 ? "post" : "digest"),
            ("cadence", SubscriberRows.Word(edition.Cadence)),
            ("language", language),
            ("subject", text.Subject),
            ("text", text.Text),
            ("html", text.Html),
            ("now", edition.Now.ToUnixTimeMilliseconds()),
            ("slug", text.Slug),
            ("web", text.Web));
        await using var insert = new Statement(transaction, "insert into issue_posts (issue_id, position, post_id) values (@issue, @position, @post)", "issue", "position", "post");
        for (var position = 0; position < posts.Count; position++)
            await insert.ExecuteAsync(ids[0], position, posts[position].Post.Id);
        return ids[0];
    }
}
