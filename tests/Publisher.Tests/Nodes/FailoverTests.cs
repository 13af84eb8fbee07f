using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>A PostgreSQL of the test's own that is lost in the middle of an issue.</summary>
[Collection("alone")]
public sealed class FailoverTests : IDisposable
{
    private const int At = 40;

    private readonly TemporaryFolder folder = new();
    private readonly SmallDisk disk;

    public FailoverTests()
    {
        Assert.SkipUnless(PostgresServer.IsOurs, "it makes a PostgreSQL of its own, as tests/postgres does");
        disk = SmallDisk.Mount(folder["disk"], megabytes: 200);
    }

    public void Dispose()
    {
        disk.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_standby_takes_over_what_was_settled_and_the_node_goes_on_with_it()
    {
        // What was settled is on both before it counts.
        using var primary = OwnPostgres.Make(disk.FolderFor("postgres"), "synchronous_standby_names = '*'", "max_connections = 30");
        using var standby = primary.Standby(disk.FolderFor("postgres", "standby"));
        await using var node = await SendingNode.StartAsync(Storage(standby), $"Host=127.0.0.1:{primary.Port},127.0.0.1:{standby.Port};Database=postgres;Username=publisher", readers: 100, Storage(primary));
        node.Mail(At, primary.Stop);
        await node.UntilToldAsync("cannot be reached");
        await node.RestAndGoOnAsync(standby.Promote);
    }

    [Fact]
    public async Task Where_not_even_its_log_has_room_it_breaks_down_and_the_node_goes_on_when_it_is_started_again()
    {
        using var server = OwnPostgres.Make(disk.FolderFor("postgres"), "max_wal_size = 2MB", "min_wal_size = 2MB", "wal_recycle = off", "max_connections = 12", "superuser_reserved_connections = 1");
        await using var node = await SendingNode.StartAsync(Storage(server), server.Connection, readers: 500);
        node.Mail(At, disk.Fill);
        await node.UntilToldAsync("PostgreSQL has no space left", "cannot be reached", "was lost");
        disk.Empty();
        if (!server.IsRunning)
            server.Start();
        await node.EachHasOneAsync();
    }

    private static StorageOptions Storage(OwnPostgres server) => new() { Provider = StorageProvider.Postgres, ConnectionString = server.Connection };
}
