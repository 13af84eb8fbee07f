using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Subscribers;
using Publisher.Web;

namespace Publisher.Pages;

/// <summary>Past issues: a list of them, and each as it was mailed, without anything personal.</summary>
internal sealed class IssuePages(IssueArchive archive, PageWriter pages, Site site)
{
    private const int Listed = 200;

    /// <summary>The issue at a path of the site, or the list.</summary>
    /// <returns>False where nothing is there, and nothing was written.</returns>
    public async Task<bool> WriteAsync(HttpContext context, string path)
    {
        var parts = path.Trim('/').Split('/');
        if (parts[0] != IssueArchive.Folder || parts.Length > 2)
            return false;
        if (parts.Length == 1)
            await ListAsync(context);
        else if (await archive.FindAsync(parts[1], context.RequestAborted) is { } issue)
            await WriteAsync(context, issue);
        else
            return false;
        return true;
    }

    private Task WriteAsync(HttpContext context, ArchivedIssue issue) =>
        issue.IsCancelled ? pages.MessageAsync(context, "issueGone", StatusCodes.Status410Gone) : WholeAsync(context, issue);

    // An issue never changes; but it may be cancelled, so caches ask each time.
    private static Task WholeAsync(HttpContext context, ArchivedIssue issue)
    {
        var bytes = Encoding.UTF8.GetBytes(issue.Html);
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"";
        var headers = context.Response.Headers;
        (headers.ETag, headers.LastModified, headers.CacheControl) = (etag, HeaderUtilities.FormatDate(issue.CreatedAt), "no-cache");
        if (Conditional.IsKnown(context.Request.Headers, etag, issue.CreatedAt))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        return context.WriteBodyAsync(bytes);
    }

    private async Task ListAsync(HttpContext context)
    {
        var language = site.Language;
        var lines = await archive.ListAsync(language, Listed, context.RequestAborted);
        var head = new PageHead(pages.Text("issues.heading", language), null, IssueArchive.Address(site, ""));
        await pages.WriteAsync(context, "issues", language, head, new { issues = lines.Select(Line).ToList() });
    }

    private object Line(ArchiveLine line) => new
    {
        subject = line.Subject,
        url = IssueArchive.Address(site, line.Slug),
        date = TimeZoneInfo.ConvertTime(line.CreatedAt, site.TimeZone),
        kind = pages.Text(line.Cadence == Cadence.Instant ? "issue.post" : $"digest.{SubscriberRows.Word(line.Cadence)}", site.Language),
        language = line.Language,
    };
}
