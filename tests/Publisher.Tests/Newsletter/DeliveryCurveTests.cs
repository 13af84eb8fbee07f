using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>When the mails of an issue left, while it goes on and when it is done.</summary>
public sealed class DeliveryCurveTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private Database? opened;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Database Database => opened!;

    public async ValueTask InitializeAsync()
    {
        opened = StorageRoom.Open(TestStorage.At(folder["publisher.db"]));
        await new Migrator(Database, TimeProvider.System).MigrateAsync(Cancellation);
        await ExecuteAsync("insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, planned) values (1, 'k', 'post', 'instant', 'en', 's', '', '', 0, 61)");
        foreach (var id in Enumerable.Range(0, 60))
            await ExecuteAsync($"insert into deliveries (issue_id, subscriber_id, status, attempts, due_at, settled_at) values (1, {id + 1}, 'sent', 1, 0, {Now.AddMinutes(id).ToUnixTimeMilliseconds()})");
        await ExecuteAsync("insert into deliveries (issue_id, subscriber_id, status, attempts, due_at) values (1, 61, 'pending', 0, 0)");
    }

    public async ValueTask DisposeAsync()
    {
        if (opened is not null)
            await opened.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_curve_of_an_issue_that_is_done_is_kept_as_it_was_counted_until_it_goes_on()
    {
        await CheckAsync();
        Assert.Equal(Enumerable.Range(1, 60).Select(count => (long)count), (await ReadAsync())!.Sent);

        await ExecuteAsync($"update deliveries set status = 'sent', settled_at = {Now.AddMinutes(59).ToUnixTimeMilliseconds()} where subscriber_id = 61");
        await CheckAsync();
        await ExecuteAsync("delete from deliveries");
        var kept = (await ReadAsync())!;
        Assert.Equal((Now, Now.AddMinutes(59), 61), (kept.From, kept.To, kept.Sent[^1]));
        Assert.Equal(59, kept.Sent[58]);

        await ExecuteAsync("update issues set closed_at = null");
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task An_issue_of_which_nothing_was_sent_has_none()
    {
        await ExecuteAsync("update deliveries set status = 'withheld', settled_at = null");
        await CheckAsync();
        Assert.Equal(["1"], await QueryAsync("select cast(count(*) as text) from issues where closed_at is not null"));
        Assert.Null(await ReadAsync());
    }

    private Task CheckAsync() => new Accounts(Database, new(), new FakeTimeProvider(Now.AddHours(2)), NullLogger<Accounts>.Instance).CheckAsync(Cancellation);

    private Task<DeliveryCurve?> ReadAsync() => DeliveryCurve.ReadAsync(Database, 1, 61, Now.AddHours(3), Cancellation);

    private Task ExecuteAsync(string sql) => Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, Cancellation), Cancellation);

    private async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(Cancellation);
        return await connection.QueryAsync(sql, row => row.GetString(0), Cancellation);
    }
}
