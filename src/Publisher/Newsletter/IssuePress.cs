using System.Data.Common;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>Issues as they come to be: found where they were written before, else written, once for all their readers.</summary>
internal sealed class IssuePress(IssueWriter writer)
{
    /// <returns>The number of the issue.</returns>
    public async Task<long> FindOrWriteAsync(DbTransaction transaction, Edition edition, string language, IReadOnlyList<MailablePost> posts, CancellationToken cancellation)
    {
        var key = edition.Key(language, posts);
        if (edition.Issues.TryGetValue(key, out var known))
            return known;
        var found = await transaction.QueryAsync("select id from issues where key = @key", row => row.GetInt64(0), cancellation, ("key", key));
        return edition.Issues[key] = found.Count > 0 ? found[0] : await WriteAsync(transaction, edition, key, language, posts, cancellation);
    }

    private async Task<long> WriteAsync(DbTransaction transaction, Edition edition, string key, string language, IReadOnlyList<MailablePost> posts, CancellationToken cancellation)
    {
        var text = writer.Write(key, edition.Cadence, language, [.. posts.Select(post => post.Post)], edition.Now);
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
