using System.Globalization;
using Publisher.Admin.Login;
using Publisher.Bounces;
using Publisher.Mail;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Admin;

/// <summary>What came back, and to whom nothing is sent any more.</summary>
internal sealed class BouncePages(AdminPages pages, Database database, Suppressions suppressions, TimeProvider time)
{
    private const int OnPage = 25;

    private static readonly (long At, long Issue, long Reader) First = (long.MaxValue, 0, 0);

    public async Task ShowAsync(AdminCall call)
    {
        var before = Place(call.Query("before"));
        var (status, asked) = (await BounceStatus.ReadAsync(database, time.GetUtcNow(), call.Aborted), call.Query("address", 320));
        var reports = await ReportsAsync(before, call.Aborted);
        await pages.WriteAsync(call, "bounces", "admin.bounces.title", new
        {
            counts = status.Counts.OrderBy(count => count.Key).Select(count => new { name = pages.Text(call, $"admin.status.bounce.{SubscriberRows.Word(count.Key)}"), count = AdminPages.Number(count.Value) }).ToList(),
            read = pages.When(status.ReadAt),
            fault = status.Fault,
            suppressed = await SuppressedAsync(call),
            asked,
            answer = await AnswerAsync(call, asked),
            reports = reports.Take(OnPage).Select(report => new { at = pages.When(DateTimeOffset.FromUnixTimeMilliseconds(report.At)), kind = pages.Text(call, $"admin.status.bounce.{report.Kind}"), code = report.Code, text = report.Text, issue = report.Issue, reader = report.Reader, email = report.Email, suppressed = report.Suppressed }).ToList(),
            next = reports.Count > OnPage ? reports[OnPage - 1].Place : null,
            isFirst = before == First,
        });
    }

    private async Task<List<object>> SuppressedAsync(AdminCall call)
    {
        var counts = await database.Counts.GetAsync("suppressions by reason", time.GetUtcNow(), () => CountAsync(call.Aborted), found => found.Sum(row => row.Count));
        return [.. counts.Select(row => (object)new { name = pages.Text(call, $"admin.suppressed.{row.Reason.Replace("-", "", StringComparison.Ordinal)}"), count = AdminPages.Number(row.Count) })];
    }

    private async Task<List<(string Reason, long Count)>> CountAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync("select reason, count(*) from suppressions group by reason order by reason", row => (row.GetString(0), row.GetInt64(1)), cancellation);
    }

    private async Task<string?> AnswerAsync(AdminCall call, string asked) =>
        asked.Length == 0 ? null
        : EmailAddress.TryParse(asked, out var email) && await suppressions.FindAsync(email.Address, call.Aborted) is { } one ? pages.Text(call, $"admin.suppression.{SubscriberRows.Word(one.Reason)}", ("at", pages.When(one.At)))
        : pages.Text(call, "admin.bounces.not");

    // From the last one seen: the thousandth page costs what the first does.
    private async Task<IReadOnlyList<Report>> ReportsAsync((long At, long Issue, long Reader) before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            """
            select b.counted_at, b.issue_id, b.subscriber_id, b.kind, b.code, b.text, b.suppressed, s.email
            from bounces b left join subscribers s on s.id = b.subscriber_id
            where (b.counted_at, b.issue_id, b.subscriber_id) < (@at, @issue, @reader)
            order by b.counted_at desc, b.issue_id desc, b.subscriber_id desc limit @count
            """,
            row => new Report(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.Text(4), row.GetString(5), row.GetInt64(6) != 0, row.Text(7)),
            cancellation,
            ("at", before.At), ("issue", before.Issue), ("reader", before.Reader), ("count", OnPage + 1));
    }

    private static (long, long, long) Place(string text) =>
        text.Split('-').Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList() is [>= 0 and var at, >= 0 and var issue, >= 0 and var reader] ? (at, issue, reader) : First;

    private sealed record Report(long At, long Issue, long Reader, string Kind, string? Code, string Text, bool Suppressed, string? Email)
    {
        public string Place => string.Create(CultureInfo.InvariantCulture, $"{At}-{Issue}-{Reader}");
    }
}
