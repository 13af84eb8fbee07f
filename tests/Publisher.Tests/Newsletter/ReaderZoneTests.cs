using Microsoft.Extensions.DependencyInjection;
using Publisher.Commands;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>Digests by the clock of the reader's own zone, around the night in which New York's clocks go forward.</summary>
public sealed class ReaderZoneTests : IAsyncDisposable
{
    // A Friday evening in Europe; in New York summer time begins on Sunday.
    private static readonly DateTimeOffset Start = new(2026, 3, 6, 20, 0, 1, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private RunningPublisher? publisher;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunningPublisher Publisher => publisher!;

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_digest_comes_at_eight_by_the_readers_own_clock_also_when_that_is_put_forward()
    {
        await StartAsync();
        await PostAsync("one");
        await Publisher.AdvanceToAsync(Start.AddDays(1), TimeSpan.FromMinutes(30));
        await PostAsync("two");
        await Publisher.AdvanceToAsync(Start.AddDays(2), TimeSpan.FromMinutes(30));
        Assert.Equal(
            [
                "daily/20260306T230000Z/Asia/Tokyo tokyo",
                "daily/20260307T070000Z berlin,none",
                "daily/20260307T130000Z/America/New_York york",
                "daily/20260307T230000Z/Asia/Tokyo tokyo",
                "daily/20260308T070000Z berlin,none",
                "daily/20260308T120000Z/America/New_York york",
            ],
            await IssuesAsync());
    }

    [Fact]
    public async Task A_zone_that_its_last_reader_left_begins_anew_when_one_comes()
    {
        await StartAsync();
        await PostAsync("one");
        await ExecuteAsync("update subscribers set time_zone = null where email = 'tokyo'");
        await Publisher.AdvanceToAsync(Start.AddDays(1), TimeSpan.FromMinutes(30));
        Assert.Equal(["composed-daily@America/New_York"], await TextsAsync("select name from marks where name like '%@%' order by name"));
        await PostAsync("two");
        await ExecuteAsync("update subscribers set time_zone = 'Asia/Tokyo' where email = 'tokyo'");
        await PostAsync("three");
        Assert.Equal(["daily/20260307T070000Z berlin,none,tokyo", "daily/20260307T130000Z/America/New_York york"], await IssuesAsync());
    }

    [Fact]
    public async Task The_plan_tells_the_time_in_each_zone_and_what_was_missed_comes_now()
    {
        await StartAsync();
        await PostAsync("one");
        var next = await NextAsync();
        Assert.Equal(
            ["2026-03-07 08:00 +09:00", "2026-03-07 08:00 -05:00", "2026-03-07 08:00 +01:00"],
            new[] { "Asia/Tokyo", "America/New_York", null }.Select(zone => next.Of(Cadence.Daily, zone)!.Value.ToString("yyyy-MM-dd HH:mm zzz", System.Globalization.CultureInfo.InvariantCulture)));

        await ExecuteAsync($"update marks set at = {Start.AddDays(-2).ToUnixTimeMilliseconds()} where name = 'composed-daily@Asia/Tokyo'");
        next = await NextAsync();
        Assert.Equal((Publisher.Time.GetUtcNow(), Start.AddHours(10).AddMinutes(60).AddSeconds(-1)), (next.Of(Cadence.Daily, "Asia/Tokyo"), next.Of(Cadence.Daily, null)));
    }

    [Theory]
    [InlineData(Cadence.Instant, null, "subscribers_due ")]
    [InlineData(Cadence.Weekly, null, "subscribers_due_in_zone")]
    [InlineData(Cadence.Weekly, "Asia/Tokyo", "subscribers_due_in_zone")]
    public async Task Who_is_due_is_found_by_an_index(object cadence, string? zone, string index)
    {
        await StartAsync();
        foreach (var sql in new[] { Cohort.HindmostSql((Cadence)cadence, zone), Cohort.ReadersSql((Cadence)cadence, zone) })
        {
            var plan = await PlanOfAsync(Publisher.Database, sql);
            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_due_of_the_ledger_is_found_by_its_partial_index_in_every_mode()
    {
        await StartAsync();
        foreach (var sql in new[] { Ledger.ClaimSql, Ledger.OpenSql, Ledger.NextDueSql })
            Assert.Contains("deliveries_due", await PlanOfAsync(Publisher.Database, sql), StringComparison.Ordinal);
    }

    private static async Task<string> PlanOfAsync(Database database, string sql)
    {
        Assert.SkipWhen(TestStorage.IsPostgres, "these are the words of SQLite's plans; PostgreSQL's are read in PlanTests");
        await using var connection = await database.OpenAsync(Cancellation);
        var values = new[] { "issue", "now", "resends", "last", "most", "lease", "until", "up_to", "cadence", "zone", "end", "from", "limit" }.Where(name => sql.Contains($"@{name}", StringComparison.Ordinal)).Select(name => (name, (object?)1));
        return string.Join('\n', (await connection.QueryAsync($"explain query plan {sql}", row => row.GetString(3), Cancellation, [.. values])).Select(line => $"{line} "));
    }

    private async Task StartAsync()
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        // Mail that goes out at once is composed so seldom that it does not bring the digests along.
        publisher = await RunningPublisher.StartAsync(folder, Start, "site.timeZone=Europe/Berlin", "newsletter.schedules.instant=0 0 3 1 1 ?");
        await Publisher.QuietAsync();
        foreach (var (name, zone) in new[] { ("none", "null"), ("berlin", "'Europe/Berlin'"), ("tokyo", "'Asia/Tokyo'"), ("york", "'America/New_York'") })
            await ExecuteAsync($"insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at, time_zone) values ('{name}', '{name}', 'confirmed', 'daily', '', 'en', 0, 0, {zone})");
    }

    private async Task PostAsync(string name)
    {
        folder.Write($"posts/2026-03-01-{name}.md", Some.PostText(name, "2026-03-01"));
        await Publisher.UntilAsync(async () => (await TextsAsync($"select 1 from releases r join posts p on p.id = r.post_id where p.path like '%{name}.md'")).Count == 1, "the release");
        await Publisher.QuietAsync();
    }

    private Task<NextTimes> NextAsync() => PlanCommand.NextAsync(new() { Schedules = new() { Instant = "0 0 3 1 1 ?" } }, Publisher.Database, Publisher.Services.GetRequiredService<Site>(), Publisher.Time, Cancellation);

    private async Task<List<string>> IssuesAsync() => [.. (await TextsAsync("select i.key || ' ' || string_agg(s.email, ',' order by s.email) from issues i join deliveries d on d.issue_id = i.id join subscribers s on s.id = d.subscriber_id group by i.id order by i.created_at, i.id")).Select(line => $"{line[..line.IndexOf("/en/", StringComparison.Ordinal)]} {line[(line.LastIndexOf(' ') + 1)..]}")];

    private async Task<List<string>> TextsAsync(string sql)
    {
        await using var connection = await Publisher.Database.OpenAsync(Cancellation);
        return await connection.QueryAsync(sql, row => row.GetValue(0).ToString()!, Cancellation);
    }

    private Task ExecuteAsync(string sql) => Publisher.Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, Cancellation), Cancellation);
}
