using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>With much data in PostgreSQL, what runs for each mail keeps its plan: no query reads more rows than it returns times ten. PLAN_READERS makes it more.</summary>
[Collection("alone")]
public sealed partial class PlanTests : IAsyncLifetime
{
    private static readonly int Readers = int.Parse(Environment.GetEnvironmentVariable("PLAN_READERS") ?? "30000", CultureInfo.InvariantCulture);

    private readonly TemporaryFolder folder = new();
    private Database? opened;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Database Database => opened!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(TestStorage.IsPostgres, "it reads plans of PostgreSQL: tests/postgres starts one");
        opened = StorageRoom.Open(TestStorage.At(folder["publisher.db"]));
        await new Migrator(Database, TimeProvider.System).MigrateAsync(Cancellation);
        await Database.WriteAsync(FillAsync, Cancellation);
        await using var connection = await Database.OpenAsync(Cancellation);
        await connection.QueryAsync("analyze", _ => 0, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (opened is not null)
            await opened.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Claiming_settling_and_composing_read_no_more_than_they_give()
    {
        var now = ("now", (object?)1000L);
        await ReadsAsync(50, Ledger.ClaimSql(Database.SkipLocked), ("issue", 10L), now, ("resends", 3), ("last", long.MaxValue), ("most", 50), ("lease", "a/b/1/1"), ("until", 2000L));
        await ReadsAsync(1, Ledger.OpenSql, now, ("resends", 3));
        await ReadsAsync(1, Ledger.SettleSql, ("issue", 9L), ("subscriber", 5L), ("status", "sent"), ("due", 1L), now, ("reply", "250"), ("lease", "x/y/0/0"));
        foreach (var (cadence, zone) in new[] { (Cadence.Instant, (string?)null), (Cadence.Weekly, null), (Cadence.Weekly, "Asia/Tokyo") })
        {
            (string, object?)[] due = [now, ("end", 20L), ("from", 10L), ("limit", 100), ("cadence", "weekly"), ("zone", zone ?? "")];
            await ReadsAsync(1, Cohort.HindmostSql(cadence, zone), due);
            await ReadsAsync(100, Cohort.ReadersSql(cadence, zone), due);
        }
    }

    // Rows that scans looked at, those that their filters threw away among them.
    private async Task ReadsAsync(int gives, string sql, params (string Name, object? Value)[] values)
    {
        await using var connection = await Database.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        var lines = await transaction.QueryAsync($"explain (analyze, buffers, timing off, summary off) {sql}", row => row.GetString(0), Cancellation, [.. values.Where(value => sql.Contains($"@{value.Name}", StringComparison.Ordinal))]);
        var plan = string.Join('\n', lines);
        var read = Scans().Matches(plan).Sum(scan => Number(scan, "rows") * Number(scan, "loops")) + Removed().Matches(plan).Sum(removed => Number(removed, "rows"));
        Assert.True(read <= 10 * Math.Max(gives, 5), $"{read} rows were read to give {gives}:\n{plan}");
        Assert.DoesNotContain("Seq Scan on deliveries", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on subscribers", plan, StringComparison.Ordinal);
    }

    private static long Number(Match match, string name) => long.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    private static Task FillAsync(DbTransaction transaction) => transaction.ExecuteAsync(
        """
        insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at, time_zone)
        select 'r' || i, 'r' || i, case when i % 10 = 0 then 'unsubscribed' else 'confirmed' end, case when i % 2 = 0 then 'instant' else 'weekly' end, '', 'en', 10, 0, case when i % 4 = 1 then 'Asia/Tokyo' end
        from generate_series(1, @count) i;
        insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, planned, closed_at)
        select i, 'k' || i, 'post', 'instant', 'en', 's', '', '', 0, @count, case when i < 10 then 1 end from generate_series(1, 10) i;
        insert into deliveries (issue_id, subscriber_id, status, attempts, due_at, settled_at, reply)
        select i, s, case when i < 10 or s % 3 = 0 then 'sent' else 'pending' end, 1, 0, 5, '250 ok' from generate_series(1, 10) i, generate_series(1, @count) s;
        insert into releases (post_id, state, sequence, at) select 'p' || i, 'released', i, 0 from generate_series(1, 20) i;
        """,
        Cancellation,
        ("count", Readers));

    [GeneratedRegex(@"Scan[^\n]*actual rows=(?<rows>\d+) loops=(?<loops>\d+)")]
    private static partial Regex Scans();

    [GeneratedRegex(@"Rows Removed by Filter: (?<rows>\d+)")]
    private static partial Regex Removed();
}
