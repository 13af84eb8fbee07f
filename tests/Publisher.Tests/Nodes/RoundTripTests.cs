using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Tests.Newsletter;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>How often the sending waits for PostgreSQL, counted on the wire: to claim and to settle, once for a hundred mails.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    private const int Mails = 600;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly AddressHash Hash = new([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    private readonly TemporaryFolder folder = new();
    private PostgresRelay? relay;
    private Database? opened;
    private Ledger? ledger;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Database Database => opened!;

    private Ledger Ledger => ledger!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(TestStorage.IsPostgres, "it counts round trips to PostgreSQL: tests/postgres starts one");
        relay = new();
        opened = StorageRoom.Open(relay.To(TestStorage.At(folder["publisher.db"])));
        ledger = SomeLedger.On(opened, new(), new(opened, Hash, TimeProvider.System));
        await new Migrator(Database, TimeProvider.System).MigrateAsync(Cancellation);
        await ExecuteAsync(
            $"""
            insert into subscribers (id, email, email_key, status, cadence, topics, language, caught_up_to, requested_at)
            select i, 'Réader' || i || '@example.com', 'réader' || i || '@example.com', case when i = 2 then 'unsubscribed' else 'confirmed' end, 'instant', '', 'en', 0, 0 from generate_series(1, {Mails}) i where i <> 3;
            insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, planned) values (1, 'k', 'post', 'instant', 'en', 's', '', '', 0, {Mails});
            insert into deliveries (issue_id, subscriber_id, status, attempts, due_at) select 1, i, 'pending', 0, 0 from generate_series(1, {Mails}) i;
            insert into suppressions (address_hash, reason, suppressed_at) values ('{Hash.Of("RÉADER5@example.com")}', 'complaint', 0);
            """);
    }

    public async ValueTask DisposeAsync()
    {
        if (opened is not null)
            await opened.DisposeAsync();
        if (relay is not null)
            await relay.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60 * ChunkSize.Most)]
    public async Task To_claim_and_settle_a_hundred_mails_costs_one_round_trip(int rate)
    {
        var limits = new Limits(rate == 0 ? null : new() { Host = "relay.example", Rate = rate }, "domain/");
        // What is done once: a connection, the way's bucket.
        Assert.Empty((await Ledger.ClaimAsync(new(99, 1, true), "a/b/0/0", limits, ChunkSize.Most, Now, Cancellation)).Deliveries);
        var (before, sent) = (relay!.Turns, new HashSet<long>());
        for (var turn = 0; turn < Mails / ChunkSize.Most; turn++)
        {
            var claim = await Ledger.ClaimAsync(new(1, Mails, true), $"a/b/0/{turn}", limits, ChunkSize.Most, Now.AddSeconds(turn), Cancellation);
            Assert.Equal(ChunkSize.Most, claim.Deliveries.Count);
            Assert.Empty(await Ledger.SettleAsync([.. claim.Deliveries.Select(delivery => (delivery, new Outcome(DeliveryStatus.Sent, "250 ok")))], Now, Cancellation));
            sent.UnionWith(claim.Deliveries.Select(delivery => delivery.SubscriberId));
        }

        Assert.InRange(relay.Turns - before, 1, Mails / 100);
        Assert.Equal(Mails, sent.Count);
        Assert.Equal(["sent 1 600"], await QueryAsync("select status || ' ' || attempts || ' ' || count(*) from deliveries where lease is null group by status, attempts"));
    }

    [Fact]
    public async Task A_claim_tells_who_must_not_be_mailed_and_pays_for_what_there_was()
    {
        var limits = new Limits(new() { Host = "relay.example", Rate = 6000 }, "domain/");
        var claim = await Ledger.ClaimAsync(new(1, Mails, true), "a/b/0/0", limits, 10, Now, Cancellation);
        Assert.Equal(
            [(2, "the reader had unsubscribed"), (3, "the reader is gone"), (5, "the address is suppressed: complaint")],
            claim.Deliveries.Where(delivery => delivery.Objection is not null).Select(delivery => (delivery.SubscriberId, delivery.Objection!)));
        Assert.Equal("Réader1@example.com", claim.Deliveries[0].Email);
        Assert.Equal(["90"], await QueryAsync("select cast(tokens as text) from buckets"));
        Assert.Equal(90, (await Ledger.ClaimAsync(new(1, Mails, true), "a/b/0/1", limits, 200, Now, Cancellation)).Deliveries.Count);

        // As the bucket of one machine reckons it.
        var bucket = new TokenBucket(0, Now);
        var none = await Ledger.ClaimAsync(new(1, Mails, true), "a/b/0/2", limits, 200, Now, Cancellation);
        Assert.Equal((0, bucket.Next(6000)), (none.Deliveries.Count, none.Until));
        foreach (var later in new[] { Now.AddMilliseconds(125), Now.AddMilliseconds(100), Now.AddHours(1) })
        {
            bucket = bucket.Filled(6000, later);
            var some = await Ledger.ClaimAsync(new(1, Mails, true), "a/b/0/3", limits, 50, later, Cancellation);
            Assert.Equal((int)Math.Min(50, bucket.Tokens), some.Deliveries.Count);
            bucket = bucket.Without(some.Deliveries.Count);
        }

        Assert.Equal([bucket.Tokens.ToString("F3", CultureInfo.InvariantCulture)], await QueryAsync("select cast(round(cast(tokens as numeric), 3) as text) from buckets"));
    }

    [Fact]
    public async Task Where_the_bucket_is_gone_nothing_is_claimed_until_there_is_one_again()
    {
        var limits = new Limits(new() { Host = "relay.example", Rate = 6000 }, "domain/");
        Assert.Equal(10, (await Ledger.ClaimAsync(new(1, Mails, true), "a/b/0/0", limits, 10, Now, Cancellation)).Deliveries.Count);
        await ExecuteAsync("delete from buckets");
        Assert.Empty((await Ledger.ClaimAsync(new(1, Mails, true), "a/b/0/1", limits, 10, Now, Cancellation)).Deliveries);
        Assert.Equal(10, (await Ledger.ClaimAsync(new(1, Mails, true), "a/b/0/2", limits, 10, Now, Cancellation)).Deliveries.Count);
    }

    [Fact]
    public async Task What_is_to_be_settled_while_others_are_is_the_next_group()
    {
        var claim = await Ledger.ClaimAsync(new(1, Mails, true), "a/b/0/0", new(null, "domain/"), 201, Now, Cancellation);
        var settlements = new Settlements(Ledger, new(), TimeProvider.System);
        await using var other = await Database.OpenAsync(Cancellation);
        var transaction = await other.BeginTransactionAsync(Cancellation);
        await transaction.QueryAsync("select 1 from deliveries where subscriber_id = 1 for update", _ => 0, Cancellation);
        var before = relay!.Turns;
        var first = settlements.SettleAsync(claim.Deliveries[0], new(DeliveryStatus.Sent, "250 ok"));
        while (relay.Turns == before)
            await Task.Delay(5, Cancellation);
        var others = Task.WhenAll(claim.Deliveries.Skip(1).Select(delivery => settlements.SettleAsync(delivery, new(DeliveryStatus.Sent, "250 ok"))));
        await transaction.CommitAsync(Cancellation);
        await first;
        await others;
        // The first, the end of what held it, and all others.
        Assert.Equal(3, relay.Turns - before);
        Assert.Equal(["201"], await QueryAsync("select cast(count(*) as text) from deliveries where status = 'sent'"));
    }

    [Fact]
    public async Task To_look_again_costs_one_round_trip_and_writes_nothing_while_the_lease_is_young()
    {
        var claim = await Ledger.ClaimAsync(new(1, Mails, true), "a/b/0/0", new(null, "domain/"), 200, Now, Cancellation);
        await Ledger.SettleAsync([(claim.Deliveries[0], new(DeliveryStatus.Sent, "250 ok"))], Now, Cancellation);
        var until = await QueryAsync("select distinct cast(lease_until as text) from deliveries where lease is not null");
        var before = relay!.Turns;
        Assert.Equal(199, (await Ledger.RenewAsync(["a/b/0/0"], Now, Now.AddMinutes(3), Cancellation)).Count);
        Assert.Equal(1, relay.Turns - before);
        Assert.Equal(until, await QueryAsync("select distinct cast(lease_until as text) from deliveries where lease is not null"));
        Assert.Equal(199, (await Ledger.RenewAsync(["a/b/0/0"], Now, Now.AddMinutes(5), Cancellation)).Count);
        Assert.Equal([$"{Now.AddMinutes(20).ToUnixTimeMilliseconds()}"], await QueryAsync("select distinct cast(lease_until as text) from deliveries where lease is not null"));
        await ExecuteAsync("update issues set status = 'paused'");
        Assert.Empty(await Ledger.RenewAsync(["a/b/0/0"], Now, Now.AddMinutes(6), Cancellation));
    }

    [Fact]
    public async Task Forty_connections_look_again_in_one_round_trip()
    {
        var (time, leases) = (new FakeTimeProvider(Now), Enumerable.Range(0, 40).Select(number => $"a/b/{number}/0").ToList());
        var looks = new Looks(Ledger, time);
        foreach (var lease in leases)
        {
            await Ledger.ClaimAsync(new(1, Mails, true), lease, new(null, "domain/"), 10, Now, Cancellation);
            looks.Hold(lease, Now);
        }

        time.Advance(TimeSpan.FromSeconds(4));
        var before = relay!.Turns;
        var asked = await Task.WhenAll(leases.Select(lease => looks.AskAsync(lease, Now, TimeSpan.FromSeconds(3))));
        Assert.Equal(1, relay.Turns - before);
        Assert.All(asked.Zip(leases), pair => Assert.Equal((10, pair.Second), (pair.First.Left.Count(), pair.First.Left.First().Lease)));
    }

    [Fact]
    public async Task A_node_that_was_silent_too_long_asks_for_what_it_had_and_gets_what_is_left()
    {
        var node = new Publisher.Nodes.Node("a", "b", IsAlone: false);
        var mine = new Ledger(Database, new(Database, Hash, TimeProvider.System), new(), node);
        node.Seen(Now);
        await mine.ClaimAsync(new(1, Mails, true), "a/b/0/0", new(null, "domain/"), 100, Now, Cancellation);
        await ExecuteAsync("update deliveries set status = 'pending', lease = null, lease_until = null where subscriber_id <= 40");
        // It says first that it is back: that alone makes nothing its own again.
        node.Seen(Now.AddMinutes(2));
        Assert.False(node.WasAlive(Now, Now.AddMinutes(2)));
        Assert.Equal(60, (await mine.RenewAsync(["a/b/0/0"], Now, Now.AddMinutes(2), Cancellation)).Count);
        Assert.True(node.WasAlive(Now.AddMinutes(2), Now.AddMinutes(2)));
        Assert.Equal([$"{Now.AddMinutes(17).ToUnixTimeMilliseconds()} 60"], await QueryAsync("select lease_until || ' ' || count(*) from deliveries where lease is not null group by lease_until"));
    }

    private Task ExecuteAsync(string sql) => Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, Cancellation), Cancellation);

    private async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(Cancellation);
        return await connection.QueryAsync(sql, row => row.GetString(0), Cancellation);
    }
}
