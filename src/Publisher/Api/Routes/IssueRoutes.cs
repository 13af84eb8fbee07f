using Publisher.Api.Forms;
using Publisher.Api.Tokens;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Api.Routes;

/// <summary>Issues: what <c>publisher issues</c> does.</summary>
internal sealed class IssueRoutes(Database database, TimeProvider time)
{
    private const string One = "/issues/{id}";

    private readonly IssueBook book = new(database, time);

    public static IReadOnlyList<string> States { get; } = ["open", "paused", "cancelled"];

    public IEnumerable<ApiRoute> All() =>
    [
        new("listIssues", HttpMethods.Get, "/issues", Scopes.ReadIssues, "Lists issues, the newest first", ListAsync)
        {
            Query = [Parameters.SortBy("-id", "id"), new("status", Schema.Word("Only those of a status.", States)), .. Parameters.Pages],
            Results = Shapes.Page(IssueThing.Schema),
        },
        new("showIssue", HttpMethods.Get, One, Scopes.ReadIssues, "Shows an issue with what became of it", ShowAsync) { Results = [new(200, "The issue.", IssueWhole.Schema)] },
        Act("pauseIssue", "pause", "Sends no more of an issue until it is resumed", async call => (await book.PauseAsync(call.Id, CancellationToken.None), null)),
        Act("resumeIssue", "resume", "Goes on with an issue that was paused", async call => (await book.ResumeAsync(call.Id, CancellationToken.None), null)),
        Act("cancelIssue", "cancel", "Sends no more of an issue, ever; what was sent stays sent", async call => await book.CancelAsync(call.Id, CancellationToken.None)),
        Act("retryIssue", "retry", "Sends an issue again to those whose delivery failed, and to nobody who got it", async call => await book.RetryAsync(call.Id, call.Flag("unknown"), CancellationToken.None)) with { Body = Shapes.Retry, BodyIsOptional = true },
    ];

    private static ApiRoute Act(string id, string verb, string summary, Func<ApiCall, Task<(IssueOutcome Outcome, int? Count)>> act) =>
        new(id, HttpMethods.Post, $"{One}/{verb}", Scopes.WriteIssues, summary, async call => Answer(await act(call))) { Results = Shapes.Act };

    private static ApiAnswer Answer((IssueOutcome Outcome, int? Count) done) => done.Outcome switch
    {
        IssueOutcome.Unknown => None(),
        IssueOutcome.Cancelled => ProblemKind.Conflict.Says("The issue was cancelled, and that is for ever"),
        _ => ApiAnswer.Of(new ActDone(SubscriberRows.Word(done.Outcome), done.Count)),
    };

    // Without the counts, which cost as much as an issue has readers.
    private async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        await using var connection = await database.OpenAsync(call.Aborted);
        var status = call["status"];
        var rows = await connection.QueryAsync(
            $"""
            select id, kind, cadence, language, subject, status, reason, created_at, closed_at, planned from issues
            where id {(call.IsDescending ? "<" : ">")} @place{(status is null ? "" : " and status = @status")} order by id {(call.IsDescending ? "desc" : "asc")} limit @count
            """,
            row => new IssueThing(
                row.GetInt64(0),
                row.GetString(1),
                SubscriberRows.Value<Cadence>(row.GetString(2)),
                row.GetString(3),
                row.GetString(4),
                row.GetString(5),
                row.Text(6),
                row.Instant(7),
                row.IsDBNull(8) ? null : row.Instant(8),
                row.GetInt64(9)),
            call.Aborted,
            [("place", call.PlaceNumber), ("count", call.Limit + 1), .. status is null ? [] : new (string, object?)[] { ("status", status) }]);
        return ApiAnswer.Of(call.Page(rows, issue => issue.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), issue => issue));
    }

    private async Task<ApiAnswer> ShowAsync(ApiCall call)
    {
        if (await book.FindAsync(call.Id, call.Aborted) is not { } issue)
            return None();
        await using var connection = await database.OpenAsync(call.Aborted);
        var closed = await connection.QueryAsync("select closed_at from issues where id = @id", row => row.IsDBNull(0) ? (DateTimeOffset?)null : row.Instant(0), call.Aborted, ("id", issue.Id));
        return ApiAnswer.Of(new IssueWhole(
            issue.Id,
            issue.Kind,
            issue.Cadence,
            issue.Language,
            issue.Subject,
            issue.Status,
            issue.Reason,
            issue.CreatedAt,
            closed[0],
            issue.Account.Planned,
            issue.Posts,
            issue.Count(DeliveryStatus.Sent),
            issue.Count(DeliveryStatus.Failed),
            issue.Count(DeliveryStatus.Withheld),
            issue.Count(DeliveryStatus.Unknown),
            issue.Count(DeliveryStatus.Pending),
            issue.Count(DeliveryStatus.Deferred),
            issue.Count(DeliveryStatus.Sending),
            await book.ReasonsAsync(issue.Id, call.Aborted)));
    }

    private static ApiAnswer None() => ProblemKind.NotFound.Says("There is no issue of this number");
}
