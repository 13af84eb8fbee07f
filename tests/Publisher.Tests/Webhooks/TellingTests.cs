using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Bounces;
using Publisher.Mail.Reports;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Tests.Support;
using Publisher.Webhooks;

namespace Publisher.Tests.Webhooks;

/// <summary>Events are told once, signed, and as long as it takes.</summary>
public sealed class TellingTests : WebhookTests
{
    [Fact]
    public void The_signature_is_that_of_the_specification() => Assert.Equal(
        // The example of Standard Webhooks and of its libraries.
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookClient.Signature(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"));

    [Fact]
    public async Task Who_comes_and_who_leaves_is_told_signed_with_the_same_number()
    {
        await StartAsync();
        await AddAsync("jane@example.com");
        await HeardAsync(1);
        var told = Hook.Posts[0];
        Assert.Equal(("/hook", "application/json", Signature(told)), (told.Path, told.Headers["Content-Type"], told.Headers["webhook-signature"]));
        Assert.StartsWith("msg_", told.Headers["webhook-id"], StringComparison.Ordinal);
        Assert.InRange(long.Parse(Now, null) - long.Parse(told.Headers["webhook-timestamp"], null), 0, 5);
        Assert.Equal(
            """{"type":"subscriber.confirmed","timestamp":"2026-02-13T03:00:00Z","data":{"id":1,"email":"jane@example.com","status":"confirmed","cadence":"weekly","topics":["News"],"language":"en","reason":null}}""",
            Encoding.UTF8.GetString(told.Body));

        await Book.RemoveAsync(Address("jane@example.com"), CancellationToken.None);
        await HeardAsync(2);
        var data = Json(Hook.Posts[1]).GetProperty("data");
        Assert.Equal(("subscriber.left", "unsubscribed", "removed", "jane@example.com"), (Type(Hook.Posts[1]), data.GetProperty("status").GetString(), data.GetProperty("reason").GetString(), data.GetProperty("email").GetString()));
        await Publisher.UntilAsync(async () => await WaitingAsync() == 0, "nothing left to tell");
        Assert.Empty(Publisher.Log.Warnings);
        Assert.DoesNotContain("jane", Publisher.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_deed_is_told_and_what_is_none_is_not()
    {
        await StartAsync();
        var (subscriptions, consent) = (Publisher.Services.GetRequiredService<Subscriptions>(), new ConsentText("en", "Yes"));
        // Asked for and confirmed by the link, twice; left by the link, twice; come back in the preferences.
        await Book.AddAsync(Address("jane@example.com"), new(Cadence.Instant, [], "en"), isConfirmed: false, lift: false, CancellationToken.None);
        await subscriptions.UnsubscribeAsync(1, CancellationToken.None);
        await ExecuteAsync("update subscribers set status = 'unconfirmed', unsubscribed_at = null");
        var reader = (await subscriptions.FindAsync(1, CancellationToken.None))!;
        for (var i = 0; i < 2; i++)
            Assert.True(await subscriptions.ConfirmAsync(1, reader.RequestedAt, consent, CancellationToken.None));
        for (var i = 0; i < 2; i++)
            await subscriptions.UnsubscribeAsync(1, CancellationToken.None);
        await subscriptions.ChangeAsync(1, Preferences.Of(reader), consent, CancellationToken.None);
        // A bounce that counts once, a complaint, and a reader who is forgotten.
        await ExecuteAsync("insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, planned) values (7, 'k', 'post', 'instant', 'en', 'Subject', '', '', 0, 1)");
        await ExecuteAsync($"insert into deliveries (issue_id, subscriber_id, status, attempts, due_at, settled_at) values (7, 1, 'sent', 1, 0, {Start.ToUnixTimeMilliseconds()})");
        var bounces = Publisher.Services.GetRequiredService<BounceBook>();
        for (var i = 0; i < 2; i++)
            await Publisher.Database.WriteAsync(transaction => bounces.CountAsync(transaction, new(7, 1, new StatusCode(4, 2, 2), "452 4.2.2 full"), CancellationToken.None), CancellationToken.None);
        await Publisher.Database.WriteAsync(transaction => bounces.ComplainAsync(transaction, new(7, 1, null, "abuse"), CancellationToken.None), CancellationToken.None);
        await AddAsync("john@example.com");
        await HeardAsync(7);
        await Book.EraseAsync(Address("john@example.com"), CancellationToken.None);
        await HeardAsync(8);
        await Publisher.UntilAsync(async () => await WaitingAsync() == 0, "nothing left to tell");

        Assert.Equal(
            [
                "subscriber.confirmed confirmed", "subscriber.left unsubscribed", "subscriber.confirmed confirmed", "subscriber.bounced soft", "subscriber.left complaint", "subscriber.bounced complaint", "subscriber.confirmed confirmed", "subscriber.left erased",
            ],
            Hook.Posts.Select(told => $"{Type(told)} {What(told)}"));
        Assert.Equal("""{"id":1,"email":"jane@example.com","issue":7,"kind":"soft","code":"4.2.2","suppressed":false}""", Json(Hook.Posts[3]).GetProperty("data").GetRawText());
        Assert.Equal("""{"id":2,"email":null,"status":"unsubscribed","cadence":null,"topics":null,"language":null,"reason":"erased"}""", Json(Hook.Posts[7]).GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task An_issue_is_told_once_all_of_it_is_sent()
    {
        await StartAsync("issue.sent");
        Folder.Write("posts/2026-02-13-new.md", Some.PostText("News", "2026-02-13 02:00:00 +0000"));
        await Book.AddAsync(Address("jane@example.com"), new(Cadence.Instant, [], "en"), isConfirmed: true, lift: false, CancellationToken.None);
        await HeardAsync(1);
        var data = Json(Assert.Single(Hook.Posts)).GetProperty("data");
        Assert.Equal("""{"id":1,"kind":"post","cadence":"instant","language":"en","subject":"News","planned":1,"sent":1,"failed":0,"withheld":0}""", data.GetRawText());
        await Publisher.UntilAsync(async () => await WaitingAsync() == 0, "nothing left to tell");
    }

    [Fact]
    public async Task What_is_undone_is_not_told_and_what_is_not_wanted_is_not_written()
    {
        await StartAsync("subscriber.left issue.sent");
        await AddAsync("jane@example.com");
        Assert.Equal(0, await WaitingAsync());
        await Publisher.Database.RehearseAsync(
            async transaction =>
            {
                await ReaderEvents.LeftAsync(transaction, 1, Leaving.Removed, Start, CancellationToken.None);
                Assert.Single(await transaction.QueryAsync("select type from webhook_messages", row => row.GetString(0), CancellationToken.None));
                return true;
            },
            CancellationToken.None);
        Assert.Equal(0, await WaitingAsync());
    }

    [Fact]
    public async Task A_program_that_is_down_is_told_again_with_the_same_id_over_a_restart()
    {
        Hook.Answer = _ => new(500);
        await StartAsync();
        await AddAsync("jane@example.com");
        await HeardAsync(2);
        var now = Publisher.Time.GetUtcNow();
        await StopAsync();
        Hook.Answer = _ => new(204);
        await StartAsync(at: now.AddMinutes(30));
        await HeardAsync(3);
        Assert.Single(Hook.Posts.Select(told => told.Headers["webhook-id"]).Distinct());
        Assert.Single(Hook.Posts.Select(told => Encoding.UTF8.GetString(told.Body)).Distinct());
        Assert.All(Hook.Posts, told => Assert.Equal(Signature(told), told.Headers["webhook-signature"]));
        Assert.Equal(3, Hook.Posts.Select(told => told.Headers["webhook-timestamp"]).Distinct().Count());
        await Publisher.UntilAsync(async () => await WaitingAsync() == 0, "nothing left to tell");
    }

    [Fact]
    public async Task What_nobody_takes_for_three_days_is_dead_visible_and_told_when_the_operator_says_so()
    {
        Hook.Answer = _ => new(503);
        await StartAsync();
        await AddAsync("jane@example.com");
        await HeardAsync(1);
        for (var hour = 0; hour < 96; hour++)
        {
            // A schedule that was slept through goes on with its next time.
            Publisher.Time.Advance(TimeSpan.FromMinutes(59));
            await Publisher.AdvanceToAsync(Publisher.Time.GetUtcNow().AddMinutes(1), TimeSpan.FromSeconds(15));
        }

        var queue = Publisher.Services.GetRequiredService<WebhookQueue>();
        var dead = Assert.Single(await queue.ListAsync(10, CancellationToken.None));
        Assert.Equal((null, "it answered 503"), (dead.DueAt, dead.Reply));
        Assert.InRange(dead.Attempts, 8, 16);
        Assert.Contains(Publisher.Log.Warnings, line => line.Contains("subscriber.confirmed could not be told to 127.0.0.1 and is given up: it answered 503", StringComparison.Ordinal));
        Assert.DoesNotContain("/hook", Publisher.Log.ToString(), StringComparison.Ordinal);

        Hook.Answer = _ => new(204);
        Assert.Equal(1, await queue.RetryAsync(Publisher.Time.GetUtcNow(), CancellationToken.None));
        await Publisher.UntilAsync(async () => await WaitingAsync() == 0, "the dead one to be told");
    }

    [Fact]
    public async Task A_program_that_fails_is_left_alone_until_the_next_round()
    {
        Hook.Answer = _ => new(503);
        await StartAsync();
        await Publisher.QuietAsync();
        for (var i = 0; i < 15; i++)
            await AddAsync($"reader{i}@example.com");
        var round = Publisher.Services.GetRequiredService<WebhookRound>();
        await round.SendDueAsync(CancellationToken.None);
        Assert.Equal(10, Hook.Posts.Count);
        await round.SendDueAsync(CancellationToken.None);
        Assert.Equal(15, Hook.Posts.Count);
        Assert.Equal(15, Hook.Posts.Select(told => told.Headers["webhook-id"]).Distinct().Count());
    }

    [Fact]
    public async Task Who_is_forgotten_is_in_no_queue()
    {
        Hook.Answer = _ => new(503);
        await StartAsync();
        await AddAsync("jane@example.com");
        await Book.EraseAsync(Address("jane@example.com"), CancellationToken.None);
        var left = Assert.Single(await Publisher.Services.GetRequiredService<WebhookQueue>().ListAsync(10, CancellationToken.None));
        Assert.Equal("subscriber.left", left.Type);
        Assert.DoesNotContain("jane", left.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_says_gone_is_not_told_again_and_one_that_redirects_is_not_followed()
    {
        Hook.Answer = _ => new(410);
        await StartAsync();
        await AddAsync("jane@example.com");
        await Publisher.UntilAsync(() => Publisher.Log.Warnings.Any(), "the end of it");
        Hook.Answer = _ => new(307, Location: Hook.Url + "elsewhere");
        await AddAsync("john@example.com");
        await HeardAsync(3);
        Assert.All(Hook.Posts, told => Assert.Equal("/hook", told.Path));
    }

    [Fact]
    public async Task A_private_address_is_told_nothing_unless_the_settings_allow_it()
    {
        await using var publisher = await RunningPublisher.StartAsync(Folder, Start, $"webhooks.url=https://localhost:{Hook.Url.Port}/hook", $"webhooks.secret={Secret}");
        await publisher.Services.GetRequiredService<SubscriberBook>().AddAsync(Address("jane@example.com"), new(Cadence.Weekly, [], "en"), isConfirmed: true, lift: false, CancellationToken.None);
        var queue = publisher.Services.GetRequiredService<WebhookQueue>();
        await publisher.UntilAsync(async () => (await queue.ListAsync(10, CancellationToken.None))[0].Attempts > 0, "an attempt");
        Assert.Contains("not on the public internet", (await queue.ListAsync(10, CancellationToken.None))[0].Reply, StringComparison.Ordinal);
        Assert.Empty(Hook.All);
    }

    [Fact]
    public async Task What_waited_for_a_program_that_is_named_no_more_is_dropped()
    {
        Hook.Answer = _ => new(503);
        await StartAsync();
        await AddAsync("jane@example.com");
        await StopAsync();
        await using var without = await RunningPublisher.StartAsync(Folder, Start);
        Assert.Empty(await without.Services.GetRequiredService<WebhookQueue>().ListAsync(10, CancellationToken.None));
    }

    private static string What(Heard told)
    {
        var data = Json(told).GetProperty("data");
        return (data.TryGetProperty("kind", out var kind) ? kind : data.GetProperty("reason")).GetString() ?? data.GetProperty("status").GetString()!;
    }
}
