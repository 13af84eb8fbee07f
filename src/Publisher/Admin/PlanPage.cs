using Publisher.Admin.Login;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Scheduling;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Admin;

/// <summary>What goes out next, when, to how many, and who is left out: the facts of <c>publisher plan</c>.</summary>
internal sealed class PlanPage(AdminPages pages, Database database, Fence fence, CatalogueStore catalogues, NewsletterOptions newsletter, Releases releases, Timetable timetable, Schedules schedules, TimeProvider time)
{
    public async Task ShowAsync(AdminCall call)
    {
        var now = time.GetUtcNow();
        var next = await NextTimes.ReadAsync(database, timetable, schedules.Last, schedules.Next, now, call.Aborted);
        var plan = await new Planner(database, releases, await SuppressionList.ReadAsync(database, call.Aborted)).PlanAsync(catalogues.Current, next.Of, now, call.Aborted);
        await pages.WriteAsync(call, "plan", "admin.plan.title", new
        {
            stopped = newsletter.Enabled ? await fence.LookAsync(call.Aborted) : "newsletter.enabled: false",
            issues = plan.Issues.Select(issue => new
            {
                at = When(call, issue, now),
                cadence = pages.Text(call, $"admin.cadence.{SubscriberRows.Word(issue.Cadence)}"),
                word = SubscriberRows.Word(issue.Cadence),
                subject = issue.Subject,
                post = issue.Posts[^1],
                count = AdminPages.Number(issue.Recipients),
            }).ToList(),
            leftOut = plan.LeftOut.Select(reason => new { name = pages.Text(call, $"admin.plan.out.{reason.Kind}"), count = AdminPages.Number(reason.Count) }).ToList(),
        });
    }

    private string When(AdminCall call, PlannedIssue issue, DateTimeOffset now) => issue switch
    {
        { Cadence: Cadence.Instant } => pages.Text(call, "admin.plan.atOnce"),
        { At: null } => pages.Text(call, "admin.never"),
        { At: { } at } when at <= now => pages.Text(call, "admin.plan.now"),
        _ => pages.When(issue.At.Value),
    };
}
