using Microsoft.Extensions.Time.Testing;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>A PostgreSQL that was put back or copied is told by the nodes that were at work on it.</summary>
public sealed class SharedFenceTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Database? opened;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Database Database => opened!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(TestStorage.IsPostgres, "it is about PostgreSQL: tests/postgres starts one");
        opened = StorageRoom.Open(TestStorage.At(folder["publisher.db"]));
        await new Migrator(Database, new FakeTimeProvider()).MigrateAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (opened is not null)
            await opened.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Nodes_come_and_go_and_raise_the_epoch_by_turns()
    {
        Assert.True(await StandAsync("one"));
        Assert.True(await StandAsync("two"));
        Assert.True(await StandAsync("two"));
        Assert.True(await StandAsync("one"));
        Assert.Null(await LookAsync("three"));
    }

    [Fact]
    public async Task A_backup_that_is_put_back_is_refused_by_a_node_that_knew_it_until_it_is_adopted()
    {
        await StandAsync("one");
        var backup = await EpochAsync();
        await StandAsync("one");
        await StandAsync("two");
        await ExecuteAsync($"update kept_values set value = '{backup}' where name = 'instance.epoch'");
        Assert.False(await StandAsync("one"));
        Assert.Contains("older copy", await LookAsync("two"), StringComparison.Ordinal);

        using (var fence = Fence("one"))
            await new Adoption(fence).AdoptAsync(mailed: true, Cancellation);
        Assert.True(await StandAsync("one"));
        Assert.True(await StandAsync("two"));
    }

    [Fact]
    public async Task A_copy_on_another_server_or_under_another_name_is_refused_by_every_node()
    {
        await StandAsync("one");
        await ExecuteAsync("update kept_values set value = 'elsewhere' where name = 'instance.place'");
        Assert.False(await StandAsync("new"));
        Assert.Contains("another server", await LookAsync("new"), StringComparison.Ordinal);
    }

    private Fence Fence(string node) => Storage.Fence.Of(Database, TestStorage.At(folder["publisher.db"]) with { InstanceFile = folder[$"{node}.instance"] });

    private async Task<bool> StandAsync(string node)
    {
        using var fence = Fence(node);
        return await fence.StandAsync(Cancellation);
    }

    private async Task<string?> LookAsync(string node)
    {
        using var fence = Fence(node);
        return await fence.LookAsync(Cancellation);
    }

    private async Task<string> EpochAsync()
    {
        await using var connection = await Database.OpenAsync(Cancellation);
        return (await connection.QueryAsync("select value from kept_values where name = 'instance.epoch'", row => row.GetString(0), Cancellation))[0];
    }

    private Task ExecuteAsync(string sql) => Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, Cancellation), Cancellation);
}
