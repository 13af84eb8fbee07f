using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>What stops, slows and limits the sending of an issue, and what the operator is told.</summary>
public sealed class SendingTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly SmtpServer smtp = new();
    private RunningPublisher? publisher;

    private RunningPublisher Publisher => publisher!;

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        await smtp.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_pause_from_elsewhere_is_heeded_and_a_resumed_issue_goes_to_the_rest()
    {
        smtp.Script = (stage, _) => stage == SmtpStage.Accepted && smtp.Count == 5 ? Pause() : SmtpAction.Continue;
        await MailAsync(150, "newsletter.canary=0");
        await Publisher.UntilAsync(() => smtp.Count >= 5, "the first mails");
        await Publisher.QuietAsync();
        var before = smtp.Count;
        Assert.InRange(before, 5, 100);
        await Publisher.AdvanceToAsync(Start.AddMinutes(5), TimeSpan.FromSeconds(15));
        Assert.Equal(before, smtp.Count);

        await ExecuteAsync("update issues set status = 'open', reason = null");
        await Publisher.UntilAsync(() => smtp.Count == 150, "the rest");
        Assert.Equal(150, smtp.Received.Select(mail => mail.To).Distinct().Count());
    }

    [Fact]
    public async Task A_large_issue_whose_first_mails_are_refused_stops_there()
    {
        smtp.Script = (stage, _) => stage == SmtpStage.Dot ? SmtpAction.Reply(554, "5.7.1 looks like spam") : SmtpAction.Continue;
        await MailAsync(120, "newsletter.canary=0.1");
        await Publisher.UntilAsync(async () => await StatusAsync() == "paused", "the pause");
        await Publisher.QuietAsync();
        Assert.Equal((12, 108), (await CountAsync(DeliveryStatus.Failed), await CountAsync(DeliveryStatus.Pending)));
        Assert.Contains(Publisher.Log.Warnings, line => line.Contains("of the first 12 mails 12 were refused", StringComparison.Ordinal) && line.Contains("publisher issues resume", StringComparison.Ordinal));

        smtp.Script = (_, _) => SmtpAction.Continue;
        await ExecuteAsync("update issues set status = 'open', reason = null");
        await Publisher.UntilAsync(async () => await CountAsync(DeliveryStatus.Sent) == 108, "the rest, since the operator said so");
    }

    [Fact]
    public async Task A_domain_that_refuses_by_policy_is_mailed_more_slowly_and_told_of_once()
    {
        smtp.Script = (stage, context) => stage == SmtpStage.Rcpt && context.To!.EndsWith("7@example.com", StringComparison.Ordinal) ? SmtpAction.Reply(550, "5.7.1 blocked") : SmtpAction.Continue;
        await MailAsync(60, "newsletter.canary=0", "newsletter.errorBudget=1");
        await Publisher.UntilAsync(async () => (await QueryAsync("select name from buckets where slowed is not null")) is ["domain/example.com"], "the domain to be slowed");
        Assert.Single(Publisher.Log.Warnings, line => line.Contains("example.com refuses 3 of 28 mails by its policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_large_issue_whose_first_mails_arrive_goes_to_all()
    {
        await MailAsync(120, "newsletter.canary=0.1", "mail.smtp.connections=3");
        await Publisher.UntilAsync(async () => await CountAsync(DeliveryStatus.Sent) == 120, "all mails");
        var first = smtp.Received.Take(12).Select(mail => mail.To).ToHashSet();
        Assert.Equal(Enumerable.Range(0, 12).Select(Reader), first.OrderBy(to => to.Length).ThenBy(to => to));
    }

    [Fact]
    public async Task A_run_of_refusals_pauses_the_issue_with_its_reason()
    {
        smtp.Script = (stage, _) => stage == SmtpStage.Data ? SmtpAction.Reply(554, "5.7.1 blocked") : SmtpAction.Continue;
        await MailAsync(60, "newsletter.canary=0");
        await Publisher.UntilAsync(async () => await StatusAsync() == "paused", "the pause");
        await Publisher.QuietAsync();
        Assert.Equal((25, 35), (await CountAsync(DeliveryStatus.Failed), await CountAsync(DeliveryStatus.Pending)));
        Assert.Equal("25 mails in a row were refused, the last with: 554 5.7.1 blocked", (await QueryAsync("select reason from issues")).Single());
    }

    [Fact]
    public async Task A_rate_holds_over_a_restart()
    {
        await MailAsync(40, "mail.smtp.rate=60", "newsletter.canary=0");
        await Publisher.UntilAsync(() => smtp.Count >= 5, "some mails");
        Assert.InRange(smtp.Count, 5, (Publisher.Time.GetUtcNow() - Start).TotalSeconds + 2);
        var stoppedAt = Publisher.Time.GetUtcNow();
        await Publisher.DisposeAsync();
        var before = smtp.Count;
        await StartAsync(stoppedAt, "mail.smtp.rate=60", "newsletter.canary=0");
        await Publisher.UntilAsync(() => smtp.Count >= before + 3, "some more");
        Assert.InRange(smtp.Count - before, 3, (Publisher.Time.GetUtcNow() - stoppedAt).TotalSeconds + 2);
    }

    [Fact]
    public async Task A_domain_has_its_own_limit_and_the_others_do_not_wait_for_it()
    {
        await StartAsync(Start, "mail.smtp.perDomain=300", "newsletter.canary=0");
        await AddReadersAsync(0, 30, Reader);
        await AddReadersAsync(30, 10, number => $"reader{number}@other{number}.example");
        folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
        await Publisher.UntilAsync(() => smtp.Received.Count(mail => mail.To.EndsWith(".example", StringComparison.Ordinal)) == 10, "the other domains");
        Assert.InRange(smtp.Received.Count(mail => mail.To.EndsWith("@example.com", StringComparison.Ordinal)), 1, ((Publisher.Time.GetUtcNow() - Start).TotalSeconds * 5) + 6);
        await Publisher.UntilAsync(() => smtp.Count == 40, "all in the end");
        Assert.True(Publisher.Time.GetUtcNow() - Start > TimeSpan.FromSeconds(4.5));
    }

    [Fact]
    public async Task A_domain_that_asks_for_less_is_mailed_more_slowly_over_a_restart()
    {
        smtp.Script = (stage, _) => stage == SmtpStage.Rcpt && smtp.Count >= 3 ? SmtpAction.Reply(451, "4.7.1 too many, slow down") : SmtpAction.Continue;
        await MailAsync(120, "newsletter.canary=0");
        await Publisher.UntilAsync(async () => await CountAsync(DeliveryStatus.Deferred) >= 5, "the server to ask for less");
        Assert.Contains("example.com is mailed", Publisher.Log.ToString(), StringComparison.Ordinal);
        await Publisher.UntilAsync(async () => (await QueryAsync("select cast(slowed as text) from buckets where name = 'domain/example.com'")).Count == 1, "the pace to be kept");
        Assert.InRange(await CountAsync(DeliveryStatus.Pending), 20, 112);
    }

    [Fact]
    public async Task What_stays_unknown_is_sent_again_no_more_often_than_was_set()
    {
        smtp.Script = (stage, _) => stage == SmtpStage.Accepted ? SmtpAction.Drop : SmtpAction.Continue;
        await MailAsync(1, "newsletter.retry.resends=2", "newsletter.retry.unknown=00:00:10");
        await Publisher.AdvanceToAsync(Start.AddHours(2), TimeSpan.FromSeconds(15));
        Assert.Equal(3, smtp.Count);
        Assert.Equal(1, await CountAsync(DeliveryStatus.Unknown));
    }

    [Fact]
    public async Task A_mail_too_large_for_the_server_stops_its_own_issue_alone()
    {
        smtp.Script = (stage, context) => stage == SmtpStage.Mail && context.Message == 1 && smtp.Count == 0 ? SmtpAction.Reply(552, "5.3.4 too large") : SmtpAction.Continue;
        await MailAsync(3);
        await Publisher.UntilAsync(async () => await StatusAsync() == "paused", "the pause");
        smtp.Script = (_, _) => SmtpAction.Continue;
        folder.Write("posts/2026-02-13-second.md", Some.PostText("Second", "2026-02-13"));
        await Publisher.UntilAsync(() => smtp.Count == 3, "the other issue");
        Assert.All(smtp.Received, mail => Assert.Equal("Second", mail.Message.Subject));
    }

    [Fact]
    public async Task While_nothing_can_be_written_nothing_is_sent_and_afterwards_nothing_is_sent_twice()
    {
        smtp.Script = (stage, _) => stage == SmtpStage.Accepted && smtp.Count == 7 ? FillDisk() : SmtpAction.Continue;
        await MailAsync(60, "newsletter.canary=0", "mail.smtp.connections=3");
        await Publisher.UntilAsync(() => Publisher.Log.Warnings.Any(line => line.Contains("database or disk is full", StringComparison.Ordinal)), "the operator to be told");
        await Publisher.QuietAsync();
        // Two more connections go on until the disk is full for them too.
        var sent = smtp.Count;
        Assert.InRange(sent, 7, 40);
        await Publisher.AdvanceToAsync(Publisher.Time.GetUtcNow().AddSeconds(30), TimeSpan.FromSeconds(15));
        await Publisher.QuietAsync();
        Assert.Equal(sent, smtp.Count);

        await ExecuteAsync(TestStorage.IsPostgres ? "drop trigger full_disk on deliveries" : "drop trigger full_disk");
        await Publisher.UntilAsync(() => smtp.Count == 60, "the rest");
        await Publisher.QuietAsync();
        Assert.Equal(60, smtp.Received.Select(mail => mail.To).Distinct().Count());
        Assert.Equal(60, await CountAsync(DeliveryStatus.Sent));
    }

    [Fact]
    public async Task Who_leaves_while_a_slow_chunk_is_being_sent_gets_nothing()
    {
        smtp.Script = (stage, _) => stage == SmtpStage.Accepted && smtp.Count == 2 ? Leave() : SmtpAction.Continue;
        await MailAsync(20, "newsletter.canary=0");
        await Publisher.UntilAsync(async () => await CountAsync(DeliveryStatus.Withheld) == 18, "the rest to be withheld");
        Assert.Equal(2, smtp.Count);
    }

    private SmtpAction Pause() => Do("update issues set status = 'paused', reason = 'the operator'");

    private SmtpAction FillDisk() => Do(TestStorage.IsPostgres
        ? "create function full_disk() returns trigger language plpgsql as 'begin raise exception ''database or disk is full''; end'; create trigger full_disk before update on deliveries for each row execute function full_disk()"
        : "create trigger full_disk before update on deliveries begin select raise(abort, 'database or disk is full'); end");

    // Time passes, too: what was asked at the claim is old by now.
    private SmtpAction Leave()
    {
        Publisher.Time.Advance(TimeSpan.FromSeconds(5));
        return Do("update subscribers set status = 'unsubscribed'");
    }

    private SmtpAction Do(string sql)
    {
        ExecuteAsync(sql).GetAwaiter().GetResult();
        return SmtpAction.Continue;
    }

    private async Task MailAsync(int readers, params string[] settings)
    {
        await StartAsync(Start, settings);
        await AddReadersAsync(0, readers, Reader);
        folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
    }

    private static string Reader(int number) => $"reader{number}@example.com";

    private async Task StartAsync(DateTimeOffset now, params string[] settings)
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        var isNew = publisher is null;
        publisher = await RunningPublisher.StartAsync(
            folder,
            now,
            ["mail.transport=smtp", "mail.from=news@blog.example", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={smtp.Port}", "mail.smtp.security=none", "mail.smtp.connections=1", .. settings]);
        // One that finds something to send is not quiet for long.
        if (isNew)
            await publisher.QuietAsync();
    }

    private Task AddReadersAsync(int first, int count, Func<int, string> address) => Publisher.Database.WriteAsync(
        async transaction =>
        {
            for (var number = first; number < first + count; number++)
            {
                await transaction.ExecuteAsync(
                    "insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values (@email, @email, 'confirmed', 'instant', '', 'en', 0, 0)",
                    CancellationToken.None,
                    ("email", address(number)));
            }
        },
        CancellationToken.None);

    private Task ExecuteAsync(string sql) => Publisher.Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, CancellationToken.None), CancellationToken.None);

    private async Task<long> CountAsync(DeliveryStatus status) => (await DeliveryCounts.AllAsync(Publisher.Database, CancellationToken.None)).GetValueOrDefault(status);

    private async Task<string?> StatusAsync() => (await QueryAsync("select status from issues")).FirstOrDefault();

    private async Task<List<string?>> QueryAsync(string sql)
    {
        await using var connection = await Publisher.Database.OpenAsync(CancellationToken.None);
        return await connection.QueryAsync(sql, row => row.Text(0), CancellationToken.None);
    }
}
