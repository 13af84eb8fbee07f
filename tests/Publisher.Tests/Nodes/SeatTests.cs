using System.Data.Common;
using Npgsql;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>A node's place at a database that falls silent.</summary>
public sealed class SeatTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("pg_try_advisory_lock_shared")]
    [InlineData("select 1")]
    public async Task Where_the_network_is_cut_while_it_asks_the_fault_is_the_databases_and_afterwards_it_has_its_place(string statement)
    {
        Assert.SkipUnless(TestStorage.IsPostgres, "it is about PostgreSQL: tests/postgres starts one");
        using var folder = new TemporaryFolder();
        var own = new NpgsqlConnectionStringBuilder(TestStorage.At(folder["publisher.db"]).ConnectionString);
        await using var proxy = new CuttingProxy(own.Port);
        await using var source = NpgsqlDataSource.Create($"{own};Port={proxy.Port};Command Timeout=1;Timeout=1;Cancellation Timeout=-1");
        using var seat = new PostgresSeat(source, "one");
        if (statement == "select 1")
            Assert.True(await seat.KeepAsync(Cancellation));
        proxy.Script = (piece, _) => piece.Contains(statement, StringComparison.Ordinal) ? Cut.Silence : Cut.None;
        await Assert.ThrowsAnyAsync<DbException>(() => seat.KeepAsync(Cancellation));

        proxy.Script = (_, _) => Cut.None;
        proxy.Mend();
        Assert.True(await seat.KeepAsync(Cancellation));
    }
}
