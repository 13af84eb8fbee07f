using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Publisher.Mail;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>The account of an issue, and what the operator does to it.</summary>
public sealed class IssueBookTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly LogRecorder log = new();
    private readonly Database database;
    private readonly IssueBook book;
    private readonly LoggerFactory loggers;
    private readonly Accounts accounts;

    public IssueBookTests()
    {
        database = StorageRoom.Open(TestStorage.At(folder["publisher.db"]));
        book = new(database, time);
        loggers = new([log]);
        accounts = new(database, new(), time, loggers.CreateLogger<Accounts>());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await new Migrator(database, time).MigrateAsync(Cancellation);
        await ExecuteAsync(
            """
            insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, planned) values (1, 'k', 'post', 'instant', 'en', 'A subject', '', '', 0, 5);
            insert into issue_posts (issue_id, position, post_id) values (1, 0, 'p');
            insert into deliveries (issue_id, subscriber_id, status, attempts, due_at, first_tried_at, settled_at, reply) values
                (1, 1, 'pending', 0, 0, null, null, null), (1, 2, 'deferred', 1, 0, 1, 1, '451 later'), (1, 3, 'sent', 1, 0, 1, 1, '250 ok'), (1, 4, 'failed', 3, 0, 1, 1, '550 no'), (1, 5, 'unknown', 1, 0, 1, 1, 'cut');
            insert into subscribers (id, email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values (3, 'c@example.com', 'c@example.com', 'confirmed', 'instant', '', 'en', 0, 0);
            """);
    }

    public async ValueTask DisposeAsync()
    {
        loggers.Dispose();
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task An_issue_shows_its_counts_and_reasons()
    {
        var issue = (await book.FindAsync(1, Cancellation))!;
        Assert.Equal((5, 5, true), (issue.Account.Planned, issue.Account.Found, issue.Account.IsRight));
        Assert.Equal(["p"], issue.Posts);
        Assert.Equal(["451 later", "550 no", "cut"], (await book.ReasonsAsync(1, Cancellation)).Select(reason => reason.Reason).Order(StringComparer.Ordinal));
        Assert.Null(await book.FindAsync(2, Cancellation));
    }

    [Fact]
    public async Task Retrying_sends_the_failed_again_and_nobody_else()
    {
        Assert.Equal((IssueOutcome.Done, 1), await book.RetryAsync(1, unknown: false, Cancellation));
        Assert.Equal(["pending 0", "deferred 1", "sent 1", "pending 3", "unknown 1"], await RowsAsync());
        Assert.Equal((IssueOutcome.Done, 1), await book.RetryAsync(1, unknown: true, Cancellation));
        Assert.Equal("pending 1", (await RowsAsync())[4]);
        Assert.Equal((IssueOutcome.Already, 0), await book.RetryAsync(1, unknown: true, Cancellation));
        Assert.Equal((IssueOutcome.Unknown, 0), await book.RetryAsync(9, unknown: true, Cancellation));
    }

    [Fact]
    public async Task A_paused_issue_gives_out_nothing_until_it_is_resumed()
    {
        var ledger = SomeLedger.On(database, new());
        Assert.Equal(IssueOutcome.Done, await book.PauseAsync(1, Cancellation));
        Assert.Empty(await ledger.ClaimAsync("lease", time.GetUtcNow(), Cancellation));
        Assert.Equal(IssueOutcome.Already, await book.PauseAsync(1, Cancellation));
        Assert.Equal(IssueOutcome.Done, await book.ResumeAsync(1, Cancellation));
        Assert.NotEmpty(await ledger.ClaimAsync("lease", time.GetUtcNow(), Cancellation));
    }

    [Fact]
    public async Task A_cancelled_issue_withholds_what_waits_and_stays_cancelled()
    {
        Assert.Equal((IssueOutcome.Done, 2), await book.CancelAsync(1, Cancellation));
        Assert.Equal(["withheld 0", "withheld 1", "sent 1", "failed 3", "unknown 1"], await RowsAsync());
        Assert.Equal(IssueOutcome.Cancelled, await book.ResumeAsync(1, Cancellation));
        Assert.Equal((IssueOutcome.Cancelled, 0), await book.RetryAsync(1, unknown: false, Cancellation));
    }

    [Fact]
    public async Task What_was_under_way_when_its_issue_was_cancelled_is_withheld_when_it_comes_back()
    {
        await ExecuteAsync("update deliveries set status = 'sending' where subscriber_id = 1");
        await book.CancelAsync(1, Cancellation);
        await ExecuteAsync("update deliveries set status = 'pending' where subscriber_id = 1");
        await accounts.CheckAsync(Cancellation);
        Assert.Equal("withheld 0", (await RowsAsync())[0]);
    }

    [Fact]
    public async Task An_issue_that_lost_a_delivery_is_paused_and_told_of_once()
    {
        await accounts.CheckAsync(Cancellation);
        Assert.Empty(log.Warnings);
        await ExecuteAsync("delete from deliveries where subscriber_id = 3");
        await accounts.CheckAsync(Cancellation);
        await accounts.CheckAsync(Cancellation);
        var issue = (await book.FindAsync(1, Cancellation))!;
        Assert.Equal(("paused", "its account is not right: 5 deliveries were planned, 4 are found"), (issue.Status, issue.Reason));
        Assert.Single(log.Warnings);
    }

    [Fact]
    public async Task Who_is_erased_is_not_missed_in_the_account()
    {
        var hash = await AddressHash.LoadAsync(database, Cancellation);
        var suppressions = new Suppressions(database, hash, time);
        var readers = new SubscriberBook(database, new(database, new(database), suppressions, new(hash, new()), time), suppressions, time);
        Assert.True(EmailAddress.TryParse("c@example.com", out var email));
        Assert.Equal(ReaderOutcome.Done, await readers.EraseAsync(email, Cancellation));
        await accounts.CheckAsync(Cancellation);
        Assert.Equal((4, "open"), ((await book.FindAsync(1, Cancellation))!.Account.Planned, (await book.FindAsync(1, Cancellation))!.Status));
    }

    [Fact]
    public async Task An_issue_that_is_done_is_checked_no_more()
    {
        await ExecuteAsync("update deliveries set status = 'sent'");
        await accounts.CheckAsync(Cancellation);
        await ExecuteAsync("delete from deliveries");
        await accounts.CheckAsync(Cancellation);
        Assert.Empty(log.Warnings);
    }

    [Fact]
    public async Task What_a_clock_that_was_a_year_ahead_put_off_is_due_now()
    {
        await ExecuteAsync($"update deliveries set due_at = {time.GetUtcNow().AddYears(1).ToUnixTimeMilliseconds()} where subscriber_id in (1, 2)");
        Assert.Empty(await SomeLedger.On(database, new() { OnUnknown = UnknownPolicy.Hold }).ClaimAsync("lease", time.GetUtcNow(), Cancellation));
        await accounts.PullBackAsync(Cancellation);
        Assert.Equal(2, (await SomeLedger.On(database, new() { OnUnknown = UnknownPolicy.Hold }).ClaimAsync("lease", time.GetUtcNow(), Cancellation)).Count);
    }

    [Fact]
    public async Task Held_posts_are_released_in_the_order_they_are_named_or_dismissed()
    {
        await ExecuteAsync("insert into releases (post_id, state, sequence, at) values ('old', 'released', 7, 0), ('a', 'held', null, 0), ('b', 'held', null, 0), ('c', 'held', null, 0), ('past', 'past', null, 0)");
        var held = new HeldPosts(database, time);
        Assert.Equal(2, await held.ReleaseAsync(["b", "past", "a"], Cancellation));
        Assert.Equal(1, await held.DismissAsync(["c", "old"], Cancellation));
        Assert.Empty(await held.ListAsync(Cancellation));
        Assert.Equal(["a released 9", "b released 8", "c past -", "old released 7", "past past -"], await QueryAsync("select post_id || ' ' || state || ' ' || coalesce(cast(sequence as text), '-') from releases order by post_id"));
    }

    private Task<List<string>> RowsAsync() => QueryAsync("select status || ' ' || attempts from deliveries order by subscriber_id");

    private Task ExecuteAsync(string sql) => database.WriteAsync(transaction => transaction.ExecuteAsync(sql, Cancellation), Cancellation);

    private async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = await database.OpenAsync(Cancellation);
        return await connection.QueryAsync(sql, row => row.GetString(0), Cancellation);
    }
}
