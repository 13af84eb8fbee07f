using Publisher.Nodes;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>The clock that the nodes of a database share.</summary>
public sealed class SharedTimeTests
{
    [Fact]
    public async Task It_is_the_databases_whatever_the_machine_says_and_a_clock_that_was_put_raises_doubt_until_it_is_asked_again()
    {
        Assert.SkipUnless(TestStorage.IsPostgres, "it is about PostgreSQL: tests/postgres starts one");
        using var folder = new TemporaryFolder();
        await using var database = StorageRoom.Open(TestStorage.At(folder["publisher.db"]));
        var machine = new PutClock(TimeSpan.FromHours(1));
        var time = new SharedTime(machine);
        await time.SetAsync(database, TestContext.Current.CancellationToken);
        Assert.Equal(-60, Math.Round(time.Ahead.TotalMinutes));
        Assert.False(time.IsInDoubt);

        machine.Put(TimeSpan.FromHours(-5));
        Assert.True(time.IsInDoubt);
        Assert.InRange(time.GetUtcNow() - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(-30), TimeSpan.FromSeconds(30));
        await time.SetAsync(database, TestContext.Current.CancellationToken);
        Assert.Equal(300, Math.Round(time.Ahead.TotalMinutes));
        Assert.False(time.IsInDoubt);
    }
}
