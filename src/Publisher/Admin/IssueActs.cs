using System.Globalization;
using Publisher.Admin.Login;
using Publisher.Newsletter;
using Publisher.Storage;

namespace Publisher.Admin;

/// <summary>What the operator does to an issue: the same as <c>publisher issues</c> does.</summary>
internal sealed class IssueActs(AdminPages pages, Database database, TimeProvider time)
{
    private readonly IssueBook book = new(database, time);

    public async Task PauseAsync(AdminCall call) => await EndAsync(call, await book.PauseAsync(call.Id, call.Aborted), AdminActs.Paused);

    public async Task ResumeAsync(AdminCall call) => await EndAsync(call, await book.ResumeAsync(call.Id, call.Aborted), AdminActs.Resumed);

    public async Task RetryAsync(AdminCall call)
    {
        var (outcome, count) = await book.RetryAsync(call.Id, call.Form["unknown"] == "yes", call.Aborted);
        await EndAsync(call, outcome, AdminActs.Retried, count);
    }

    public async Task AskCancelAsync(AdminCall call)
    {
        if (await book.FindAsync(call.Id, call.Aborted) is { } issue)
            await pages.AskAsync(call, "admin.ask.cancel", issue.Subject, back: string.Create(CultureInfo.InvariantCulture, $"/issues/{issue.Id}"));
        else
            await pages.NotFoundAsync(call);
    }

    public async Task CancelAsync(AdminCall call)
    {
        var (outcome, count) = await book.CancelAsync(call.Id, call.Aborted);
        await EndAsync(call, outcome, AdminActs.IssueCancelled, count);
    }

    private Task EndAsync(AdminCall call, IssueOutcome outcome, string said, int? count = null)
    {
        if (outcome == IssueOutcome.Unknown)
            return pages.NotFoundAsync(call);
        pages.Redirect(call.Context, string.Create(CultureInfo.InvariantCulture, $"/issues/{call.Id}"), outcome == IssueOutcome.Done ? said : AdminActs.Nothing, outcome == IssueOutcome.Done ? count : null);
        return Task.CompletedTask;
    }
}
