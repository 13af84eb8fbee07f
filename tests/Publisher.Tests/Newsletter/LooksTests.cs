using Microsoft.Extensions.Time.Testing;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>What connections are told of what they have in hand, where one asks for all.</summary>
public sealed class LooksTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(Now);
    private Database? opened;
    private Ledger? ledger;
    private Looks? looks;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Looks Looks => looks!;

    public async ValueTask InitializeAsync()
    {
        opened = StorageRoom.Open(TestStorage.At(folder["publisher.db"]));
        ledger = SomeLedger.On(opened, new());
        looks = new(ledger, time);
        await new Migrator(opened, TimeProvider.System).MigrateAsync(Cancellation);
        await ExecuteAsync("insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, planned) values (1, 'k', 'post', 'instant', 'en', 's', '', '', 0, 30)");
        foreach (var id in Enumerable.Range(1, 30))
        {
            await ExecuteAsync($"insert into subscribers (id, email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values ({id}, 'r{id}@example.com', 'r{id}@example.com', 'confirmed', 'instant', '', 'en', 0, 0)");
            await ExecuteAsync($"insert into deliveries (issue_id, subscriber_id, status, attempts, due_at) values (1, {id}, 'pending', 0, 0)");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (opened is not null)
            await opened.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task What_one_asked_is_told_to_all_until_it_is_old()
    {
        await HoldAsync("a/b/0/0");
        await HoldAsync("a/b/1/0");
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal((Now.AddSeconds(4), 10), await AskAsync("a/b/0/0", Now));

        await ExecuteAsync("update subscribers set status = 'unsubscribed' where id = 11");
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((Now.AddSeconds(4), 10), await AskAsync("a/b/1/0", Now));
        var (at, left) = await Looks.AskAsync("a/b/1/0", Now.AddSeconds(4), Fresh);
        Assert.Equal(Now.AddSeconds(6), at);
        Assert.Equal([11], left.Where(delivery => delivery.Objection is not null).Select(delivery => delivery.SubscriberId));

        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal((Now.AddSeconds(10), 10), await AskAsync("a/b/0/0", Now.AddSeconds(4)));
    }

    [Fact]
    public async Task What_was_claimed_after_a_look_is_asked_for_anew_and_what_is_done_no_more()
    {
        await HoldAsync("a/b/0/0");
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal((Now.AddSeconds(4), 10), await AskAsync("a/b/0/0", Now));
        await HoldAsync("a/b/1/0");
        Looks.Drop("a/b/0/0");
        await ExecuteAsync("update deliveries set lease_until = 5");
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((Now.AddSeconds(5), 10), await AskAsync("a/b/1/0", Now));
        Assert.Equal(10, (await QueryAsync("select count(*) from deliveries where lease = 'a/b/0/0' and lease_until = 5"))[0]);
        Assert.Equal(10, (await QueryAsync("select count(*) from deliveries where lease = 'a/b/1/0' and lease_until > 5"))[0]);
    }

    [Fact]
    public async Task A_look_that_failed_is_not_told_again()
    {
        await HoldAsync("a/b/0/0");
        time.Advance(TimeSpan.FromSeconds(4));
        await ExecuteAsync("alter table suppressions rename to gone");
        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync("a/b/0/0", Now));
        await ExecuteAsync("alter table gone rename to suppressions");
        Assert.Equal((Now.AddSeconds(4), 10), await AskAsync("a/b/0/0", Now));
    }

    private async Task HoldAsync(string lease)
    {
        Assert.Equal(10, (await ledger!.ClaimAsync(new(1, 30, true), lease, new(null, "domain/"), 10, Now, Cancellation)).Deliveries.Count);
        Looks.Hold(lease, Now);
    }

    private async Task<(DateTimeOffset At, int Left)> AskAsync(string lease, DateTimeOffset askedAt)
    {
        var (at, left) = await Looks.AskAsync(lease, askedAt, Fresh);
        Assert.All(left, delivery => Assert.Equal(lease, delivery.Lease));
        return (at, left.Count());
    }

    private Task ExecuteAsync(string sql) => opened!.WriteAsync(transaction => transaction.ExecuteAsync(sql, Cancellation), Cancellation);

    private async Task<List<long>> QueryAsync(string sql)
    {
        await using var connection = await opened!.OpenAsync(Cancellation);
        return await connection.QueryAsync(sql, row => row.GetInt64(0), Cancellation);
    }
}
