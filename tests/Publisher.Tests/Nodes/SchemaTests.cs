using System.Text.RegularExpressions;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>Nodes of two versions on one PostgreSQL.</summary>
[Collection("alone")]
public sealed partial class SchemaTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StorageOptions Storage => TestStorage.At(folder["publisher.db"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Of_many_that_start_on_an_older_schema_one_brings_it_up_and_the_others_wait()
    {
        Assert.SkipUnless(TestStorage.IsPostgres, "it is about PostgreSQL: tests/postgres starts one");
        await using var before = StorageRoom.Open(Storage);
        await new Migrator(before, TimeProvider.System).MigrateAsync(17, Cancellation);
        var nodes = Enumerable.Range(0, 4).Select(_ => StorageRoom.Open(Storage)).ToList();
        var versions = await Task.WhenAll(nodes.Select(node => new Migrator(node, TimeProvider.System).MigrateAsync(Cancellation)));
        Assert.Equal(versions[0], Assert.Single(versions.Distinct()));
        await using var connection = await before.OpenAsync(Cancellation);
        Assert.Equal(Enumerable.Range(1, versions[0]), await connection.QueryAsync("select number from migrations order by number", row => row.Int(0), Cancellation));
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task While_a_newer_program_has_brought_the_schema_up_the_nodes_of_before_go_on_and_none_of_them_starts_any_more()
    {
        await using var cluster = Cluster.NewAndSlow();
        await cluster.StartAsync("old");
        await cluster.AddReadersAsync(120);
        cluster.Folder.Write("posts/2026-02-02-new.md", Some.PostText("New"));
        await cluster.UntilTakenAsync(20);
        // What a newer version may do to the tables that a node of before works on.
        await using (var database = StorageRoom.Open(cluster.Storage))
        {
            await database.WriteAsync(
                transaction => transaction.ExecuteAsync(
                    """
                    create table of_tomorrow (id integer primary key not null);
                    alter table subscribers add column of_tomorrow text;
                    alter table deliveries add column of_tomorrow bigint not null default 0;
                    alter table nodes add column of_tomorrow text;
                    insert into migrations (number, applied_at) values (9999, 0);
                    """,
                    Cancellation),
                Cancellation);
        }

        await cluster.UntilSentAsync(120);
        await cluster.NobodyTwiceAsync(120);
        var (code, output) = await cluster.RunAsync("old too");
        Assert.NotEqual(0, code);
        Assert.Contains("the database is of version 9999 and this program knows", output, StringComparison.Ordinal);
        Assert.Contains("start the newer program that made it", output, StringComparison.Ordinal);
    }

    /// <summary>From the first version that knew of other nodes on: it stands when its successor changes the schema under it.</summary>
    [Fact]
    public void A_migration_takes_nothing_from_the_version_before()
    {
        foreach (var (number, script) in Migrator.Scripts().Index().Skip(18))
        {
            var taken = Taking().Match(script);
            Assert.False(taken.Success, $"migration {number + 1} would break nodes of the version before that run while it is made: {taken.Value}");
        }
    }

    [GeneratedRegex(@"drop table|drop column|rename|alter column|add column \w+ \w+ not null(?! default)", RegexOptions.IgnoreCase)]
    private static partial Regex Taking();
}
