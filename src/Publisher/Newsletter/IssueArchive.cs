using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>An issue as everybody may see it.</summary>
/// <param name="Html">A whole page; empty where the issue was cancelled.</param>
internal sealed record ArchivedIssue(string Html, DateTimeOffset CreatedAt, bool IsCancelled);

/// <summary>An issue in the list of past ones.</summary>
/// <param name="Of">What the issue is of: the same for each language and each choice of topics.</param>
/// <param name="Posts">How many it holds.</param>
internal sealed record ArchiveLine(string Slug, string Subject, Cadence Cadence, string Language, DateTimeOffset CreatedAt, string Of, int Posts);

/// <summary>Past issues, for the web.</summary>
internal sealed class IssueArchive(Database database)
{
    /// <summary>The folder of the site that issues are in.</summary>
    public const string Folder = "issues";

    private const int MaxLines = 2000;

    public static Uri Address(Site site) => new(site.Url, $"{Folder}/");

    public static Uri Address(Site site, string slug) => new(site.Url, $"{Folder}/{slug}");

    /// <summary>The issue of that name; null where there is none.</summary>
    public async Task<ArchivedIssue?> FindAsync(string slug, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var found = await connection.QueryAsync(
            "select coalesce(web_html, ''), created_at, status from issues where slug = @slug",
            row => new ArchivedIssue(row.GetString(0), row.Instant(1), row.GetString(2) == "cancelled"),
            cancellation,
            ("slug", slug));
        return found.FirstOrDefault();
    }

    /// <summary>The newest issues, each once: in the language that is asked for, where it is there, and of digests by topic the fullest.</summary>
    public async Task<IReadOnlyList<ArchiveLine>> ListAsync(string language, int count, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var lines = await connection.QueryAsync(
            """
            select slug, subject, cadence, language, created_at,
                case kind when 'post' then (select post_id from issue_posts where issue_id = issues.id limit 1) else cadence || created_at / 86400000 end,
                (select count(*) from issue_posts where issue_id = issues.id)
            from issues where slug is not null and status <> 'cancelled' order by created_at desc, id desc limit @limit
            """,
            row => new ArchiveLine(row.GetString(0), row.GetString(1), SubscriberRows.Value<Cadence>(row.GetString(2)), row.GetString(3), row.Instant(4), row.GetString(5), row.Int(6)),
            cancellation,
            ("limit", MaxLines));
        return [.. lines.GroupBy(line => line.Of).Select(same => Best(same, language)).OrderByDescending(line => line.CreatedAt).Take(count)];
    }

    private static ArchiveLine Best(IEnumerable<ArchiveLine> lines, string language) =>
        lines.OrderByDescending(line => line.Language == language).ThenByDescending(line => line.Posts).First();
}
