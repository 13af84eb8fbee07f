using System.Text;
using System.Text.Json;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Signals;

/// <summary>What the operator is told, by the whole service.</summary>
public sealed class AlertTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private LoopbackServer? hook;
    private RunningPublisher? publisher;

    private RunningPublisher Publisher => publisher!;

    private LoopbackServer Hook => hook!;

    private Outbox Outbox => new(folder);

    public async ValueTask InitializeAsync()
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        hook = await LoopbackServer.HubAsync();
        await RestartAsync(Start);
    }

    public async ValueTask DisposeAsync()
    {
        await Publisher.DisposeAsync();
        await Hook.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_paused_issue_is_told_once_by_mail_and_by_webhook_and_names_no_reader()
    {
        await PauseAsync(1, "of the last 100 mails 26 were refused, the last with: 550 5.1.1 <jane@example.com> is not here");
        await Publisher.UntilAsync(() => Outbox.To("operator@example.com").Count == 1 && Hook.Posts.Count == 1, "the operator to be told");

        var mail = Outbox.To("operator@example.com")[0];
        Assert.Contains("Issue 1 is paused: of the last 100 mails 26 were refused", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("jane@example.com", mail.ToString(), StringComparison.Ordinal);
        using var posted = JsonDocument.Parse(Hook.Posts[0].Body);
        Assert.Contains("Issue 1 is paused", posted.RootElement.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("jane", Encoding.UTF8.GetString(Hook.Posts[0].Body), StringComparison.Ordinal);

        await Publisher.AdvanceToAsync(Start.AddHours(3), TimeSpan.FromMinutes(1));
        await RestartAsync(Start.AddHours(4));
        await Publisher.AdvanceToAsync(Start.AddHours(5), TimeSpan.FromMinutes(1));
        Assert.Equal((1, 1), (Outbox.To("operator@example.com").Count, Hook.Posts.Count));
    }

    [Fact]
    public async Task What_comes_back_later_is_told_again_and_what_comes_back_at_once_is_not()
    {
        await PauseAsync(1, "refused");
        await Publisher.UntilAsync(() => Hook.Posts.Count == 1, "the first");
        foreach (var (minutes, told) in new[] { (10, 1), (90, 2) })
        {
            await ExecuteAsync("update issues set status = 'open', reason = null");
            await Publisher.AdvanceToAsync(Publisher.Time.GetUtcNow().AddMinutes(minutes), TimeSpan.FromMinutes(1));
            await ExecuteAsync("update issues set status = 'paused', reason = 'refused'");
            await Publisher.AdvanceToAsync(Publisher.Time.GetUtcNow().AddMinutes(5), TimeSpan.FromSeconds(20));
            await Publisher.UntilAsync(() => Hook.Posts.Count == told, $"{told} in all after {minutes} minutes");
        }
    }

    [Fact]
    public async Task Much_trouble_makes_few_messages()
    {
        for (var issue = 1; issue <= 40; issue++)
        {
            await PauseAsync(issue, "refused");
            await Publisher.AdvanceToAsync(Publisher.Time.GetUtcNow().AddMinutes(1), TimeSpan.FromSeconds(20));
        }

        Assert.InRange(Hook.Posts.Count, 1, 6);
        Assert.InRange(Outbox.To("operator@example.com").Count, 1, 6);
    }

    [Fact]
    public async Task A_webhook_that_fails_is_tried_again_and_logged_once_without_its_address()
    {
        Hook.Answer = _ => new(500);
        await PauseAsync(1, "refused");
        await Publisher.UntilAsync(() => Hook.Posts.Count >= 3, "it to be tried again");
        Assert.Single(Publisher.Log.Warnings, line => line.Contains("alerts.webhook", StringComparison.Ordinal) && line.Contains("500", StringComparison.Ordinal));
        Assert.DoesNotContain(Hook.Url.Authority, Publisher.Log.ToString(), StringComparison.Ordinal);
        Hook.Answer = _ => new(204);
        var before = Hook.Posts.Count;
        await Publisher.UntilAsync(() => Hook.Posts.Count > before, "it to work");
        Assert.Single(Outbox.To("operator@example.com"));
    }

    [Fact]
    public async Task An_account_that_is_not_right_and_a_feed_that_cannot_be_written_are_told()
    {
        await ExecuteAsync("insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, planned) values (7, 'k7', 'post', 'instant', 'en', '', '', '', 0, 3)");
        await ExecuteAsync("insert into deliveries (issue_id, subscriber_id, status, attempts, due_at) values (7, 1, 'pending', 0, 0)");
        File.Delete(folder["public/rss.xml"]);
        Directory.CreateDirectory(folder["public/rss.xml/in the way"]);
        folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
        await Publisher.UntilAsync(() => Told().Contains("Issue 7 is paused: " + Accounts.Wrong, StringComparison.Ordinal) && Told().Contains("rss.xml could not be written", StringComparison.Ordinal), "both to be told");
    }

    private string Told() => string.Concat(Hook.Posts.Select(post => Encoding.UTF8.GetString(post.Body)));

    private async Task RestartAsync(DateTimeOffset now)
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        publisher = await RunningPublisher.StartAsync(folder, now, "alerts.to=operator@example.com", $"alerts.webhook={Hook.Url}");
        await Publisher.QuietAsync();
    }

    private Task PauseAsync(int issue, string reason) => Publisher.Database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            "insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, status, reason) values (@id, @key, 'post', 'instant', 'en', '', '', '', 0, 'paused', @reason)",
            TestContext.Current.CancellationToken,
            ("id", issue),
            ("key", $"k{issue}"),
            ("reason", reason)),
        TestContext.Current.CancellationToken);

    private Task ExecuteAsync(string sql) =>
        Publisher.Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
}
