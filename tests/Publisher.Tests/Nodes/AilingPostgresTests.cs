using Npgsql;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>A PostgreSQL that fails in the middle of an issue in one of its own ways: the node says so in a sentence, sends nothing that cannot be recorded, and goes on by itself.</summary>
[Collection("alone")]
public sealed class AilingPostgresTests : IDisposable
{
    private const int At = 40;

    private readonly TemporaryFolder folder = new();
    private readonly List<string> last = [];

    public AilingPostgresTests() => Assert.SkipUnless(TestStorage.IsPostgres, "it is about PostgreSQL: tests/postgres starts one");

    public void Dispose()
    {
        Clean();
        folder.Dispose();
    }

    [Theory]
    [InlineData("connection limit 0", "connection limit 100", "has no connection left")]
    [InlineData("set default_transaction_read_only = on", "reset default_transaction_read_only", "PostgreSQL takes no writes: this server is read-only")]
    public async Task It_gives_no_more_connections_or_takes_no_writes(string spoilt, string mended, string sentence)
    {
        var (storage, role) = (TestStorage.At(folder["publisher.db"]), $"r_{Guid.NewGuid():N}");
        var schema = new NpgsqlConnectionStringBuilder(storage.ConnectionString).SearchPath;
        Execute($"create role {role} login; grant usage, create on schema {schema} to {role}");
        last.AddRange([$"drop schema {schema} cascade", $"drop role {role}"]);
        // Without a pool each transaction has a session of its own, and is as the server is now.
        await using var node = await SendingNode.StartAsync(storage, $"{storage.ConnectionString};Username={role};Pooling=false", readers: 100);
        node.Mail(At, () => Execute($"alter role {role} {spoilt}"));
        await node.UntilToldAsync(sentence);
        await node.RestAndGoOnAsync(() => Execute($"alter role {role} {mended}"));
    }

    [Fact]
    public async Task Its_disk_is_full()
    {
        using var disk = SmallDisk.Mount(folder["disk"], megabytes: 8);
        var (storage, space) = (TestStorage.At(folder["publisher.db"]), $"s_{Guid.NewGuid():N}");
        Execute($"create tablespace {space} location '{disk.FolderFor("postgres")}'");
        last.AddRange([$"drop schema {new NpgsqlConnectionStringBuilder(storage.ConnectionString).SearchPath} cascade", $"drop tablespace {space}"]);
        await using (var node = await SendingNode.StartAsync(storage, $"{storage.ConnectionString};Options=-c default_tablespace={space}", readers: 500))
        {
            node.Mail(At, disk.Fill);
            await node.UntilToldAsync("PostgreSQL has no space left on its disk");
            // Now and then a page has room yet, and a mail goes out and is recorded.
            disk.Empty();
            await node.EachHasOneAsync();
        }

        Clean();
    }

    private void Clean()
    {
        last.ForEach(Execute);
        last.Clear();
    }

    private static void Execute(string sql)
    {
        using var source = NpgsqlDataSource.Create(PostgresServer.Connection);
        using var command = source.CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
