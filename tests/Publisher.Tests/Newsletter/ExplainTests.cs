using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Mail;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Scheduling;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>Readers of every fate, each told theirs.</summary>
public sealed class ExplainTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly SmtpServer smtp = new();
    private RunningPublisher? publisher;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunningPublisher Publisher => publisher!;

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        await smtp.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Each_of_twelve_readers_is_told_what_became_of_the_post_for_them()
    {
        smtp.Script = (stage, context) => (stage, context.To) switch
        {
            (SmtpStage.Rcpt, "deferred@example.com") => SmtpAction.Reply(452, "4.2.2 mailbox full"),
            (SmtpStage.Rcpt, "failed@example.com") => SmtpAction.Reply(550, "5.1.1 no such user"),
            (SmtpStage.Accepted, "unknown@example.com") => SmtpAction.Drop,
            _ => SmtpAction.Continue,
        };
        await StartAsync();
        await AddAsync("sent", "deferred", "failed", "unknown", "weekly", "topics", "unsubscribed", "suppressed", "unconfirmed", "withheld");
        await ExecuteAsync("update subscribers set cadence = 'weekly' where email_key like 'weekly%'");
        await ExecuteAsync("update subscribers set topics = 'Gardening' where email_key like 'topics%'");
        await ExecuteAsync("update subscribers set status = 'unsubscribed', unsubscribed_at = 0 where email_key like 'unsubscribed%'");
        await ExecuteAsync("update subscribers set status = 'unconfirmed', confirmed_at = null where email_key like 'unconfirmed%'");
        await Publisher.Database.WriteAsync(transaction => Publisher.Services.GetRequiredService<Suppressions>().SuppressAsync(transaction, "suppressed@example.com", SuppressionReason.Complaint, Cancellation), Cancellation);
        folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
        await Publisher.UntilAsync(async () => await CountAsync("select count(*) from deliveries where status in ('pending', 'sending')") == 0 && await CountAsync("select count(*) from deliveries") == 5, "the deliveries to be settled");
        await Publisher.QuietAsync();
        await ExecuteAsync("update deliveries set status = 'withheld', reply = 'the reader had unsubscribed' where subscriber_id = (select id from subscribers where email_key like 'withheld%')");
        await AddAsync("late", "pending");
        await ExecuteAsync("update subscribers set caught_up_to = 1 where email_key like 'late%' or email_key like 'pending%'");
        await ExecuteAsync("insert into deliveries (issue_id, subscriber_id, status, attempts, due_at) select 1, id, 'pending', 0, 0 from subscribers where email_key like 'pending%'");
        await ExecuteAsync("update issues set status = 'paused', reason = 'paused by the operator'");

        await TellsAsync("sent", ExplainedOutcome.Sent, "the server said: 250");
        await TellsAsync("deferred", ExplainedOutcome.Deferred, "the server said: 452 4.2.2 mailbox full; waits because issue 1 is paused");
        await TellsAsync("failed", ExplainedOutcome.Failed, "after one attempt; the server said: 550 5.1.1 no such user; it is sent again only by `publisher issues retry 1`");
        await TellsAsync("unknown", ExplainedOutcome.Unknown, "nobody knows whether it arrived");
        await TellsAsync("withheld", ExplainedOutcome.Withheld, "the reader had unsubscribed");
        await TellsAsync("pending", ExplainedOutcome.Pending, "issue 1 is paused: paused by the operator");
        await TellsAsync("weekly", ExplainedOutcome.None, "waits for the weekly digest on Monday 2026-02-16 08:00");
        await TellsAsync("topics", ExplainedOutcome.None, "are not among those that the reader chose (Gardening)");
        await TellsAsync("unsubscribed", ExplainedOutcome.None, "the reader unsubscribed on Thursday 1970-01-01");
        await TellsAsync("suppressed", ExplainedOutcome.None, "suppressed since Friday 2026-02-13 03:00: the reader called a mail spam");
        await TellsAsync("unconfirmed", ExplainedOutcome.None, "was never confirmed");
        await TellsAsync("late", ExplainedOutcome.None, "after the post was released");
        await ExecuteAsync("update issues set status = 'open'");
        await TellsAsync("unknown", ExplainedOutcome.Unknown, "it is sent again only by `publisher issues retry 1 --unknown`, and may come twice then");
        await ExecuteAsync("update deliveries set reply = 'came back: 5.2.1 disabled' where status = 'failed'");
        await TellsAsync("failed", ExplainedOutcome.Failed, "and came back: 5.2.1 disabled");
        await ExecuteAsync($"update subscribers set paused_until = {Start.AddDays(9).ToUnixTimeMilliseconds()} where email_key like 'weekly%'");
        await TellsAsync("weekly", ExplainedOutcome.None, "the reader paused mail until Sunday 2026-02-22");
    }

    [Fact]
    public async Task A_post_that_nobody_gets_is_told_for_what_it_is()
    {
        folder.Write("posts/draft.md", Some.PostText("Draft", "2026-01-01", "draft: true"));
        folder.Write("posts/2026-01-02-unmailed.md", Some.PostText("Unmailed", "2026-01-02", "mail: false"));
        await StartAsync("newsletter.hold=01:00:00", "newsletter.budget=1");
        await AddAsync("reader");
        folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
        await Publisher.UntilAsync(async () => (await Publisher.GetAsync("/rss.xml")).Contains("New", StringComparison.Ordinal), "the post in the feed");
        await Publisher.QuietAsync();

        await TellsAsync("reader", ExplainedOutcome.None, "the post is draft", "draft.md");
        await TellsAsync("reader", ExplainedOutcome.None, "mail: false", "2026-01-02-unmailed.md");
        await TellsAsync("reader", ExplainedOutcome.None, "there before this newsletter began", "2026-01-01-old.md");
        await TellsAsync("reader", ExplainedOutcome.None, "newsletter.hold", "2026-02-12-new.md");
        await ExecuteAsync($"insert into releases (post_id, state, at) values ('{Post("2026-02-12-new.md").Id}', 'held', 0)");
        await TellsAsync("reader", ExplainedOutcome.None, "`publisher issues release` mails it", "2026-02-12-new.md");
    }

    private async Task TellsAsync(string reader, ExplainedOutcome outcome, string part, string path = "2026-02-12-new.md")
    {
        var explanation = Assert.Single(await ExplainAsync($"{reader}@example.com", Post(path)));
        Assert.True(outcome == explanation.Outcome && explanation.Reason.Contains(part, StringComparison.Ordinal), $"{reader}: {explanation}");
    }

    private Post Post(string path) => Publisher.Services.GetRequiredService<CatalogueStore>().Current.Posts.Single(post => post.Path == path);

    private async Task<IReadOnlyList<Explanation>> ExplainAsync(string address, Post? post)
    {
        var schedules = Publisher.Services.GetRequiredService<Schedules>();
        var now = Publisher.Time.GetUtcNow();
        var explainer = new Explainer(
            Publisher.Database,
            new(Publisher.Services.GetRequiredService<CatalogueStore>().Current, Publisher.Services.GetRequiredService<NewsletterOptions>(), (cadence, _) => schedules.Next(cadence, now), at => at.ToString("dddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), null, now));
        Assert.True(EmailAddress.TryParse(address, out var email));
        return await explainer.ExplainAsync((await explainer.ReaderAsync(email, await SuppressionList.ReadAsync(Publisher.Database, Cancellation), Cancellation))!, post, Cancellation);
    }

    private async Task StartAsync(params string[] settings)
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        publisher = await RunningPublisher.StartAsync(
            folder,
            Start,
            ["site.timeZone=UTC", "mail.transport=smtp", "mail.from=news@blog.example", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={smtp.Port}", "mail.smtp.security=none", "mail.smtp.connections=1", "newsletter.onUnknown=hold", .. settings]);
        await publisher.QuietAsync();
    }

    private async Task AddAsync(params string[] readers)
    {
        foreach (var reader in readers)
            await ExecuteAsync($"insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at, confirmed_at) values ('{reader}@example.com', '{reader}@example.com', 'confirmed', 'instant', '', 'en', 0, 0, {Publisher.Time.GetUtcNow().ToUnixTimeMilliseconds()})");
    }

    private Task ExecuteAsync(string sql) => Publisher.Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, Cancellation), Cancellation);

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await Publisher.Database.OpenAsync(Cancellation);
        return (await connection.QueryAsync(sql, row => row.GetInt64(0), Cancellation))[0];
    }
}
