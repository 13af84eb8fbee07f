using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>Real nodes on a real PostgreSQL.</summary>
[Collection("alone")]
public sealed class NodesTests
{
    [Fact]
    public async Task Two_nodes_send_an_issue_together_and_what_one_leaves_when_it_dies_the_other_does()
    {
        await using var cluster = Cluster.NewAndSlow();
        await cluster.StartAsync("one");
        await cluster.StartAsync("two");
        await cluster.AddReadersAsync(600);
        Post(cluster, "new");
        await cluster.UntilSentAsync(600);
        Assert.Equal((600, 600), (cluster.Smtp.Count, cluster.Smtp.Received.Select(mail => mail.To).Distinct().Count()));
        Assert.Equal([1L, 1L], await cluster.QueryAsync("select count(*) from releases where state = 'released' union all select count(*) from issues", row => row.GetInt64(0)));
        // Three connections of each node.
        Assert.InRange(cluster.Smtp.Received.Select(mail => mail.Context.Connection).Distinct().Count(), 4, 100);

        Post(cluster, "newer");
        await cluster.UntilTakenAsync(650);
        cluster.Kill("one");
        await cluster.UntilSentAsync(1200);
        Assert.InRange(cluster.Smtp.Count, 1200, 1203);

        // What the schedule fires is fired by who is left.
        Post(cluster, "newest");
        await cluster.UntilSentAsync(1800);
    }

    [Fact]
    public async Task Nodes_of_one_name_or_of_other_settings_are_refused_and_say_in_what_they_differ()
    {
        await using var cluster = Cluster.New();
        await cluster.StartAsync("one");
        var (code, output) = await cluster.RunAsync("two", "newsletter.budget=99");
        Assert.NotEqual(0, code);
        Assert.Contains("this node and one differ in newsletter.budget: 99 here, 10 there", output, StringComparison.Ordinal);
        (code, output) = await cluster.RunAsync("one");
        Assert.NotEqual(0, code);
        Assert.Contains("another node of the name one already runs", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_does_what_its_roles_say()
    {
        await using var cluster = Cluster.New();
        await cluster.StartAsync("publisher", "node.roles=publish,schedule");
        await cluster.StartAsync("sender", "node.roles=send");
        await cluster.AddReadersAsync(20);
        Assert.Equal(["publisher publish schedule", "sender send"], await cluster.QueryAsync("select name || ' ' || roles from nodes order by name", row => row.GetString(0)));
        var (_, status) = await cluster.CommandAsync("status");
        Assert.Contains("Node publisher", status, StringComparison.Ordinal);
        Assert.Contains("publish, schedule; seen ", status, StringComparison.Ordinal);
        Post(cluster, "new");
        await cluster.UntilSentAsync(20);
        Assert.DoesNotContain("Composed", cluster.Output("sender"), StringComparison.Ordinal);
        Assert.Contains("Composed", cluster.Output("publisher"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_three_nodes_one_is_paused_beyond_its_lease_and_one_killed_while_PostgreSQL_is_restarted()
    {
        Assert.SkipUnless(PostgresServer.IsOurs, "it restarts the PostgreSQL that tests/postgres starts");
        await using var cluster = Cluster.NewAndSlow();
        foreach (var name in (string[])["one", "two", "three"])
            await cluster.StartAsync(name);
        await cluster.AddReadersAsync(900);
        Post(cluster, "new");
        await cluster.UntilTakenAsync(100);
        cluster.Signal("one", "STOP");
        await cluster.UntilTakenAsync(250);
        cluster.Kill("two");
        await cluster.UntilTakenAsync(400);
        PostgresServer.Restart();
        await cluster.StartAsync("two");
        // By now the others took over what it had in hand.
        await cluster.UntilAsync(async () => !(await cluster.QueryAsync("select distinct lease from deliveries where status = 'sending' and lease is not null", row => row.GetString(0))).Any(lease => lease.StartsWith("one/", StringComparison.Ordinal)), "the lease to end");
        cluster.Signal("one", "CONT");
        await cluster.UntilSentAsync(900);
        await cluster.NobodyTwiceAsync(900);
    }

    [Fact]
    public async Task PostgreSQL_stopped_and_started_in_the_middle_costs_no_mail_and_doubles_none()
    {
        Assert.SkipUnless(PostgresServer.IsOurs, "it stops the PostgreSQL that tests/postgres starts");
        await using var cluster = Cluster.NewAndSlow();
        await cluster.StartAsync("one");
        await cluster.StartAsync("two");
        await cluster.AddReadersAsync(300);
        Post(cluster, "new");
        await cluster.UntilTakenAsync(40);
        PostgresServer.Stop();
        try
        {
            await cluster.UntilAsync(() => Task.FromResult(cluster.Output("one").Contains("PostgreSQL at 127.0.0.1", StringComparison.Ordinal) && cluster.Output("two").Contains("PostgreSQL at 127.0.0.1", StringComparison.Ordinal)), "the operator to be told");
        }
        finally
        {
            PostgresServer.Start();
        }

        await cluster.UntilSentAsync(300);
        await cluster.NobodyTwiceAsync(300);
    }

    [Fact]
    public async Task A_database_that_takes_no_writes_is_told_of_and_nothing_is_sent_meanwhile()
    {
        await using var cluster = Cluster.New();
        await cluster.StartAsync("one");
        await cluster.AddReadersAsync(50);
        await cluster.StopAsync("one");
        var (code, output) = await cluster.RunAsync("two", $"storage.connectionString={cluster.Storage.ConnectionString};Options=-c default_transaction_read_only=on");
        Assert.NotEqual(0, code);
        Assert.Contains("this server is read-only", output, StringComparison.Ordinal);
        Assert.Equal(0, cluster.Smtp.Count);
    }

    [Fact]
    public async Task A_move_from_SQLite_in_the_middle_of_an_issue_loses_nobody_and_doubles_nobody()
    {
        await using var cluster = Cluster.NewAndSlow();
        await cluster.StartAsync("old", cluster.Sqlite);
        await Cluster.AddReadersAsync(300, new() { ConnectionString = cluster.Sqlite[1].Split('=', 2)[1] });
        Post(cluster, "new");
        await cluster.UntilTakenAsync(60);
        await cluster.StopAsync("old");

        var (code, output) = await PublisherProcess.RunAsync(cluster.Folder, ["database", "copy", .. cluster.Sqlite.SelectMany(setting => new[] { "--set", setting }), "--to", cluster.Storage.ConnectionString]);
        Assert.True(code == 0, output);
        var before = cluster.Smtp.Count;
        await cluster.StartAsync("again", cluster.Sqlite);
        await cluster.UntilAsync(() => Task.FromResult(cluster.Output("again").Contains("it was copied to", StringComparison.Ordinal)), "the old one to refuse");
        await cluster.StopAsync("again");
        Assert.Equal(before, cluster.Smtp.Count);

        await cluster.StartAsync("new");
        await cluster.UntilSentAsync(300);
        Assert.Equal((300, 300), (cluster.Smtp.Count, cluster.Smtp.Received.Select(mail => mail.To).Distinct().Count()));
    }

    private static void Post(Cluster cluster, string name) => cluster.Folder.Write($"posts/2026-02-02-{name}.md", Some.PostText($"The {name} post"));
}
