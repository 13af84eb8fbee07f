using System.Globalization;
using Publisher.Admin.Login;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Admin;

/// <summary>Issues: a list of them, and each with what became of it.</summary>
internal sealed class IssuePages(AdminPages pages, Database database, Site site, TimeProvider time)
{
    private const int OnPage = 25;

    // In the order in which a bar shows them.
    private static readonly DeliveryStatus[] Shown =
        [DeliveryStatus.Sent, DeliveryStatus.Sending, DeliveryStatus.Pending, DeliveryStatus.Deferred, DeliveryStatus.Unknown, DeliveryStatus.Failed, DeliveryStatus.Withheld];

    private readonly IssueBook book = new(database, time);

    public async Task ListAsync(AdminCall call)
    {
        long? before = long.TryParse(call.Query("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        var issues = await book.PageAsync(before, OnPage + 1, call.Aborted);
        await pages.WriteAsync(call, "issues", "admin.issues.title", new
        {
            issues = issues.Take(OnPage).Select(issue => Line(call, issue)).ToList(),
            next = issues.Count > OnPage ? (long?)issues[OnPage - 1].Id : null,
            isFirst = before is null,
            held = (await new HeldPosts(database, time).ListAsync(call.Aborted)).Count,
        });
    }

    public async Task ShowAsync(AdminCall call)
    {
        if (await book.FindAsync(call.Id, call.Aborted) is not { } issue)
        {
            await pages.NotFoundAsync(call);
            return;
        }

        await pages.WriteAsync(call, "issue", "admin.issue.title", new
        {
            issue = Line(call, issue),
            posts = issue.Posts,
            reason = issue.Reason,
            isRight = issue.Account.IsRight,
            found = AdminPages.Number(issue.Account.Found),
            counts = Bar(call, issue),
            curve = Chart(call, await DeliveryCurve.ReadAsync(database, issue.Id, issue.Account.Found, time.GetUtcNow(), call.Aborted)),
            reasons = (await book.ReasonsAsync(issue.Id, call.Aborted)).Select(row => new { status = Status(call, row.Status), reason = row.Reason, count = AdminPages.Number(row.Count) }).ToList(),
            web = await WebAsync(issue.Id, call.Aborted),
            canPause = issue.Status == "open",
            canResume = issue.Status == "paused",
            canCancel = issue.Status != "cancelled",
            canRetry = issue.Status != "cancelled" && issue.Count(DeliveryStatus.Failed) + issue.Count(DeliveryStatus.Unknown) > 0,
            unknown = issue.Count(DeliveryStatus.Unknown),
        });
    }

    private object Line(AdminCall call, IssueEntry issue) => new
    {
        id = issue.Id,
        subject = issue.Subject,
        language = issue.Language,
        cadence = pages.Text(call, $"admin.cadence.{SubscriberRows.Word(issue.Cadence)}"),
        isStopped = issue.Status != "open",
        status = pages.Text(call, $"admin.status.issue.{(IsFinished(issue) ? "finished" : issue.Status)}"),
        at = pages.When(issue.CreatedAt),
        planned = AdminPages.Number(issue.Account.Planned),
        sent = AdminPages.Number(issue.Count(DeliveryStatus.Sent)),
        failed = AdminPages.Number(issue.Count(DeliveryStatus.Failed) + issue.Count(DeliveryStatus.Unknown)),
        waiting = AdminPages.Number(issue.Count(DeliveryStatus.Pending) + issue.Count(DeliveryStatus.Deferred) + issue.Count(DeliveryStatus.Sending)),
    };

    // In a list of years it matters which are still under way.
    private static bool IsFinished(IssueEntry issue) => issue.Status == "open" && issue.Account.Planned > 0 && issue.Count(DeliveryStatus.Pending) + issue.Count(DeliveryStatus.Deferred) + issue.Count(DeliveryStatus.Sending) == 0;

    // Positions in thousandths of the bar.
    private List<object> Bar(AdminCall call, IssueEntry issue)
    {
        var (parts, total, before) = (new List<object>(), Math.Max(1, issue.Account.Found), 0L);
        foreach (var status in Shown.Where(status => issue.Count(status) > 0))
        {
            var count = issue.Count(status);
            parts.Add(new { kind = SubscriberRows.Word(status), name = Status(call, status), count = AdminPages.Number(count), share = (count * 100.0 / total).ToString("0.#", CultureInfo.InvariantCulture), x = before * 1000 / total, width = Math.Max(1, ((before + count) * 1000 / total) - (before * 1000 / total)) });
            before += count;
        }

        return parts;
    }

    private object? Chart(AdminCall call, DeliveryCurve? sent)
    {
        if (sent is null)
            return null;
        var curve = Curve.Of(sent.Sent);
        var (from, to, last) = (pages.When(sent.From), pages.When(sent.To), AdminPages.Number(curve.Last));
        return new { line = curve.Line, area = curve.Area, from, to, highest = last, text = pages.Text(call, "admin.issue.curveText", ("count", last), ("from", from), ("to", to)) };
    }

    private string Status(AdminCall call, DeliveryStatus status) => pages.Text(call, $"admin.status.{SubscriberRows.Word(status)}");

    private async Task<Uri?> WebAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var slugs = await connection.QueryAsync("select slug from issues where id = @id", row => row.Text(0), cancellation, ("id", id));
        return slugs.FirstOrDefault() is { } slug ? IssueArchive.Address(site, slug) : null;
    }
}
