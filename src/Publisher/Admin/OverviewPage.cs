using Publisher.Admin.Login;
using Publisher.Bounces;
using Publisher.Feeds;
using Publisher.Feeds.Readers;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Scheduling;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Admin;

/// <summary>Whether all is well, at a glance: the facts of <c>publisher status</c>, and what the operator is asked to decide.</summary>
internal sealed class OverviewPage(
    AdminPages pages,
    Database database,
    Fence fence,
    CatalogueStore catalogues,
    FeedsOptions feeds,
    NewsletterOptions newsletter,
    ReaderCounts readers,
    Schedules schedules,
    TimeProvider time)
{
    private const int MostProblems = 20;

    public async Task ShowAsync(AdminCall call)
    {
        var (now, bounces) = (time.GetUtcNow(), await BounceStatus.ReadAsync(database, time.GetUtcNow(), call.Aborted));
        var problems = catalogues.Current.Posts.SelectMany(post => post.Problems).ToList();
        await pages.WriteAsync(call, "overview", "admin.overview.title", new
        {
            at = pages.When(now),
            stopped = await StoppedAsync(call),
            paused = (await new IssueBook(database, time).PausedAsync(call.Aborted)).Select(issue => new { id = issue.Id, subject = issue.Subject, reason = issue.Reason }).ToList(),
            held = (await new HeldPosts(database, time).ListAsync(call.Aborted)).Count,
            posts = Counts(call, catalogues.Current.Posts.GroupBy(post => post.Status).OrderBy(group => group.Key).Select(group => (SubscriberRows.Word(group.Key), group.LongCount()))),
            folderProblem = catalogues.Current.FolderProblem,
            problems = problems.OrderByDescending(problem => problem.Severity).Take(MostProblems).Select(problem => new { place = problem.Place(""), isError = problem.Severity == Severity.Error, message = problem.Message }).ToList(),
            moreProblems = Math.Max(0, problems.Count - MostProblems),
            feeds = Feeds(await readers.AllAsync(call.Aborted)),
            subscribers = Counts(call, (await SubscriberBook.CountAsync(database, now, call.Aborted)).OrderBy(count => count.Key).Select(count => (SubscriberRows.Word(count.Key), count.Value))),
            growth = Chart(call, await Growth.ReadAsync(database, now, call.Aborted)),
            queue = Counts(call, (await DeliveryCounts.QueueAsync(database, now, call.Aborted)).OrderBy(count => count.Key).Select(count => (SubscriberRows.Word(count.Key), count.Value))),
            schedules = schedules.Status(now).Select(schedule => new { name = pages.Text(call, $"admin.cadence.{SubscriberRows.Word(schedule.Cadence)}"), next = pages.When(schedule.Next) }).ToList(),
            errors = (await ErrorStatus.ReadAsync(database, call.Aborted)).Select(error => new { at = pages.When(error.At), reply = error.Reply, count = AdminPages.Number(error.Count) }).ToList(),
            bounces = Counts(call, bounces.Counts.OrderBy(count => count.Key).Select(count => ($"bounce.{SubscriberRows.Word(count.Key)}", count.Value))),
            bouncesRead = pages.When(bounces.ReadAt),
            bouncesFault = bounces.Fault,
        });
    }

    private async Task<IReadOnlyList<string>> StoppedAsync(AdminCall call)
    {
        var objection = await fence.LookAsync(call.Aborted) is { } reason ? pages.Text(call, "admin.overview.fenced", ("reason", reason)) : null;
        var off = newsletter.Enabled ? null : pages.Text(call, "admin.overview.off");
        return [.. new[] { objection, off }.OfType<string>()];
    }

    private List<object> Feeds(IReadOnlyList<ReaderCount> counts) =>
        [.. FeedStatus.All(feeds.Folder).Select(feed => (object)new
        {
            name = feed.Name,
            size = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{feed.Bytes / 1024.0:N1} KiB"),
            changed = pages.When(feed.Changed),
            readers = AdminPages.Number(counts.Where(count => count.Feed == feed.Name).Sum(count => count.Readers)),
        })];

    private List<object> Counts(AdminCall call, IEnumerable<(string Word, long Count)> counts) =>
        [.. counts.Select(count => (object)new { name = pages.Text(call, $"admin.status.{count.Word}"), count = AdminPages.Number(count.Count) })];

    private object Chart(AdminCall call, Growth growth)
    {
        var curve = Curve.Of(growth.Readers);
        var (first, last) = (AdminPages.Number(curve.First), AdminPages.Number(curve.Last));
        return new
        {
            line = curve.Line,
            area = curve.Area,
            highest = AdminPages.Number(curve.Highest),
            text = pages.Text(call, "admin.overview.growthText", ("first", first), ("last", last), ("joined", AdminPages.Number(growth.Joined)), ("left", AdminPages.Number(growth.Left))),
        };
    }
}
