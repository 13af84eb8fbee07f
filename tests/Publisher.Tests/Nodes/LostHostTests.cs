using Npgsql;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>A node on a host of its own that loses the others: packets go and nothing comes, no connection is closed.</summary>
[Collection("alone")]
public sealed class LostHostTests
{
    private const int Readers = 300;
    private const int Database = 0;
    private const int Mail = 1;

    [Theory]
    [InlineData(new[] { Database }, "PostgreSQL")]
    [InlineData(new[] { Database, Mail }, "")]
    public async Task What_it_had_claimed_the_other_sends_and_once_the_wire_is_back_it_goes_on(int[] lost, string sentence)
    {
        await using var cluster = Cluster.NewAndSlow();
        var postgres = new NpgsqlConnectionStringBuilder(cluster.Storage.ConnectionString);
        await using var host = OtherHost.With(postgres.Port, cluster.Smtp.Port);
        // In silence nobody waits longer than this, and nobody waits longer for a lock of who is silent.
        var database = $"{postgres};Host={host.Servers[Database].Address};Port={host.Servers[Database].Port};Command Timeout=2;Timeout=5;Cancellation Timeout=-1;Options=-c idle_in_transaction_session_timeout=3s";
        string[] mail = [$"mail.smtp.host={host.Servers[Mail].Address}", $"mail.smtp.port={host.Servers[Mail].Port}"];
        await cluster.StartAsync("far", host, [$"storage.connectionString={database}", .. mail]);
        await cluster.StartAsync("near", mail);
        await cluster.AddReadersAsync(Readers);
        cluster.Folder.Write("posts/2026-02-02-new.md", Some.PostText("New"));
        await cluster.UntilTakenAsync(Readers / 5);

        foreach (var wire in lost)
            host.Pull(wire);
        await cluster.UntilSentAsync(Readers);
        await cluster.UntilAsync(() => Task.FromResult(cluster.Output("far").Contains(sentence, StringComparison.Ordinal)), "the lost node to say so");
        await cluster.NobodyTwiceAsync(Readers);

        foreach (var wire in lost)
            host.Plug(wire);
        await cluster.StopAsync("near");
        cluster.Folder.Write("posts/2026-02-03-newer.md", Some.PostText("Newer"));
        await cluster.UntilSentAsync(2 * Readers);
        // A connection of each may have been between a mail and its answer.
        Assert.InRange(cluster.Smtp.Count, 2 * Readers, (2 * Readers) + 3);
    }
}
