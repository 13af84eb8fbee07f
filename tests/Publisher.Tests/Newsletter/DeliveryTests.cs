using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>What servers do to mail, and what the ledger says of it afterwards.</summary>
public sealed class DeliveryTests : IAsyncDisposable
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
    public async Task Who_is_put_off_gets_it_later_and_who_is_refused_does_not_and_the_others_do_not_wait()
    {
        var putOff = 0;
        smtp.Script = (stage, context) => (stage, context.To) switch
        {
            (SmtpStage.Rcpt, "full@example.com") when putOff++ < 2 => SmtpAction.Reply(452, "4.2.2 mailbox full"),
            (SmtpStage.Rcpt, "nobody@example.com") => SmtpAction.Reply(550, "5.1.1 no such user"),
            _ => SmtpAction.Continue,
        };
        await StartAsync();
        await AddReadersAsync("full@example.com", "nobody@example.com", "reader@example.com");
        SavePost();
        await Publisher.UntilAsync(async () => await CountAsync(DeliveryStatus.Sent) == 1, "the mail that nothing is wrong with");
        await Publisher.UntilAsync(async () => await CountAsync(DeliveryStatus.Failed) == 1 && await CountAsync(DeliveryStatus.Deferred) == 1, "the others to be noted");
        Assert.Equal("550 5.1.1 no such user", await ReplyAsync("nobody@example.com"));

        await Publisher.AdvanceToAsync(Start.AddMinutes(40), TimeSpan.FromSeconds(15));
        await Publisher.UntilAsync(async () => await CountAsync(DeliveryStatus.Sent) == 2, "the mail that was put off");
        Assert.Equal(["full@example.com", "reader@example.com"], smtp.Received.Select(mail => mail.To).Order());
    }

    [Fact]
    public async Task A_server_that_is_away_costs_no_attempts_and_no_mail()
    {
        var away = true;
        smtp.Script = (stage, _) => away && stage == SmtpStage.Connect ? SmtpAction.Reply(421, "4.3.2 closed") : SmtpAction.Continue;
        await StartAsync();
        await AddReadersAsync("a@example.com", "b@example.com");
        SavePost();
        await Publisher.UntilAsync(() => Publisher.Log.Warnings.Any(line => line.StartsWith("Sending rests until", StringComparison.Ordinal)), "the fault to be noted");
        await Publisher.QuietAsync();
        Assert.Equal(2, await CountAsync(DeliveryStatus.Pending));

        away = false;
        await Publisher.AdvanceToAsync(Publisher.Time.GetUtcNow().AddMinutes(20), TimeSpan.FromSeconds(15));
        await Publisher.UntilAsync(async () => await CountAsync(DeliveryStatus.Sent) == 2, "both mails");
        Assert.Equal(2, smtp.Received.Count);
    }

    [Theory]
    [InlineData("hold", 1)]
    [InlineData("resend", 2)]
    public async Task An_answer_that_never_came_is_unknown_and_the_operator_decides(string policy, int copies)
    {
        var drops = 0;
        smtp.Script = (stage, _) => stage == SmtpStage.Accepted && drops++ == 0 ? SmtpAction.Drop : SmtpAction.Continue;
        await StartAsync($"newsletter.onUnknown={policy}");
        await AddReadersAsync("reader@example.com");
        SavePost();
        await Publisher.UntilAsync(async () => await CountAsync(DeliveryStatus.Unknown) == 1, "the unknown outcome");
        await Publisher.AdvanceToAsync(Start.AddHours(1), TimeSpan.FromSeconds(15));
        await Publisher.QuietAsync();

        Assert.Equal(copies, smtp.Received.Count);
        Assert.Single(smtp.Received.Select(mail => mail.Message.MessageId).Distinct());
        Assert.Single(smtp.Received.Select(mail => Convert.ToBase64String(mail.Bytes)).Distinct());
    }

    [Fact]
    public async Task Who_leaves_while_the_mail_waits_does_not_get_it()
    {
        smtp.Script = (stage, context) => stage == SmtpStage.Rcpt && context.To == "leaving@example.com" && smtp.Received.Count == 0 ? SmtpAction.Reply(450, "later") : SmtpAction.Continue;
        await StartAsync();
        await AddReadersAsync("leaving@example.com");
        SavePost();
        await Publisher.UntilAsync(async () => await CountAsync(DeliveryStatus.Deferred) == 1, "the mail to wait");
        await ExecuteAsync("update subscribers set status = 'unsubscribed'");
        smtp.Script = (_, _) => SmtpAction.Continue;
        await Publisher.AdvanceToAsync(Start.AddMinutes(30), TimeSpan.FromSeconds(15));

        Assert.Equal(1, await CountAsync(DeliveryStatus.Withheld));
        Assert.Empty(smtp.Received);
    }

    [Fact]
    public async Task Topics_choose_and_a_change_of_mind_repeats_nothing()
    {
        await StartAsync();
        await AddReadersAsync("all@example.com", "google@example.com", "other@example.com");
        await ExecuteAsync("update subscribers set topics = 'google' where email like 'google%'");
        await ExecuteAsync("update subscribers set topics = 'gardening' where email like 'other%'");
        SavePost();
        await Publisher.UntilAsync(() => smtp.Received.Count == 2, "two mails");
        await ExecuteAsync("update subscribers set topics = '', cadence = 'daily'");
        await Publisher.AdvanceToAsync(Start.AddDays(2), TimeSpan.FromMinutes(20));

        Assert.Equal(["all@example.com", "google@example.com"], smtp.Received.Select(mail => mail.To).Order());
    }

    [Fact]
    public async Task Nothing_is_mailed_while_the_posts_folder_is_away()
    {
        await StartAsync();
        await AddReadersAsync("weekly@example.com");
        await ExecuteAsync("update subscribers set cadence = 'daily'");
        SavePost();
        await Publisher.UntilAsync(async () => (await Publisher.GetAsync("/rss.xml")).Contains("New", StringComparison.Ordinal), "the post in the feed");
        await Publisher.QuietAsync();
        var feed = await File.ReadAllTextAsync(folder["public/rss.xml"]);
        Directory.Move(folder["posts"], folder["away"]);
        await Publisher.AdvanceToAsync(Start.AddDays(1), TimeSpan.FromMinutes(20));
        Assert.Empty(smtp.Received);
        Assert.Equal(feed, await File.ReadAllTextAsync(folder["public/rss.xml"]));
        Assert.Contains(Publisher.Log.Warnings, line => line.Contains("is not there", StringComparison.Ordinal));

        Directory.Move(folder["away"], folder["posts"]);
        await Publisher.AdvanceToAsync(Start.AddDays(1).AddHours(1), TimeSpan.FromMinutes(5));
        await Publisher.UntilAsync(() => smtp.Received.Count == 1, "the digest");
        Assert.Single(smtp.Received);
    }

    [Fact]
    public async Task A_post_that_is_broken_when_its_digest_is_due_is_waited_for()
    {
        await StartAsync();
        await AddReadersAsync("daily@example.com");
        await ExecuteAsync("update subscribers set cadence = 'daily'");
        SavePost();
        await Publisher.UntilAsync(async () => (await Publisher.GetAsync("/rss.xml")).Contains("New", StringComparison.Ordinal), "the post in the feed");
        await Publisher.QuietAsync();
        await Publisher.DisposeAsync();

        folder.Write("posts/2026-02-12-new.md", "---\ntitle: [\n---\n");
        await StartAsync(Start.AddDays(1));
        await Publisher.AdvanceToAsync(Start.AddDays(2), TimeSpan.FromMinutes(20));
        Assert.Empty(smtp.Received);
        Assert.Single(Publisher.Log.Warnings, line => line.Contains("waits to be mailed", StringComparison.Ordinal));

        SavePost();
        await Publisher.AdvanceToAsync(Start.AddDays(2).AddMinutes(10), TimeSpan.FromMinutes(1));
        await Publisher.UntilAsync(() => smtp.Received.Count == 1, "the digest");
    }

    [Fact]
    public async Task A_post_saved_while_the_program_was_down_right_after_its_first_start_is_mailed()
    {
        await StartAsync();
        await AddReadersAsync("a@example.com");
        await Publisher.DisposeAsync();
        SavePost();
        await StartAsync(Start.AddMinutes(1));
        await Publisher.AdvanceToAsync(Start.AddHours(1), TimeSpan.FromMinutes(1));
        await Publisher.UntilAsync(() => smtp.Received.Count == 1, "the mail");
    }

    private Task StartAsync(params string[] settings) => StartAsync(Start, settings);

    private async Task StartAsync(DateTimeOffset now, params string[] settings)
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        publisher = await RunningPublisher.StartAsync(
            folder,
            now,
            ["mail.transport=smtp", "mail.from=news@blog.example", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={smtp.Port}", "mail.smtp.security=none", "mail.smtp.connections=1", .. settings]);
        await publisher.QuietAsync();
    }

    private void SavePost() => folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));

    private async Task AddReadersAsync(params string[] emails)
    {
        foreach (var email in emails)
            await ExecuteAsync($"insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values ('{email}', '{email}', 'confirmed', 'instant', '', 'en', 0, 0)");
    }

    private Task ExecuteAsync(string sql) => Publisher.Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, CancellationToken.None), CancellationToken.None);

    private async Task<long> CountAsync(DeliveryStatus status)
    {
        await using var connection = await Publisher.Database.OpenAsync(CancellationToken.None);
        var counts = await connection.QueryAsync("select count(*) from deliveries where status = @status", row => row.GetInt64(0), CancellationToken.None, ("status", status.ToString().ToLowerInvariant()));
        return counts[0];
    }

    private async Task<string?> ReplyAsync(string email)
    {
        await using var connection = await Publisher.Database.OpenAsync(CancellationToken.None);
        var replies = await connection.QueryAsync("select reply from deliveries d join subscribers s on s.id = d.subscriber_id where s.email = @email", row => row.Text(0), CancellationToken.None, ("email", email));
        return replies[0];
    }
}
