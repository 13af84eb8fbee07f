using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>A node that is stopped in the middle of something, for longer than others wait for it, and then goes on.</summary>
[Collection("alone")]
public sealed class PausedTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stopped_between_a_mail_and_its_answer_beyond_its_lease_it_sends_nothing_more_of_what_another_took()
    {
        await using var cluster = Cluster.New();
        using var answer = new ManualResetEventSlim();
        var isHeld = false;
        cluster.Smtp.Script = (stage, _) =>
        {
            // The tenth mail was taken, and its answer hangs. The same mail from the other node is not held up.
            if (stage == SmtpStage.Accepted && cluster.Smtp.Count == 10 && !isHeld)
            {
                isHeld = true;
                answer.Wait(TimeSpan.FromMinutes(1));
            }

            return SmtpAction.Continue;
        };
        await cluster.StartAsync("one", "mail.smtp.connections=1", "newsletter.lease=00:00:01");
        await cluster.AddReadersAsync(30);
        cluster.Folder.Write("posts/2026-02-02-new.md", Some.PostText("New"));
        await cluster.UntilTakenAsync(10);
        cluster.Signal("one", "STOP");
        await cluster.StartAsync("two", "mail.smtp.connections=1", "newsletter.lease=00:00:01");
        await cluster.UntilSentAsync(30);
        Assert.Equal(31, cluster.Smtp.Count);

        answer.Set();
        cluster.Signal("one", "CONT");
        await cluster.UntilAsync(() => Task.FromResult(cluster.Output("one").Contains("A lease was over before its mails were sent", StringComparison.Ordinal)), "the first to see that it was away");
        Assert.Equal(31, cluster.Smtp.Count);
        await cluster.NobodyTwiceAsync(30);
        Assert.Equal([1L], await cluster.QueryAsync("select sum(unknowns)::bigint from deliveries", row => row.GetInt64(0)));
    }

    [Fact]
    public async Task Stopped_in_the_middle_of_a_transaction_it_keeps_the_others_waiting_for_a_bounded_time_only_and_does_its_own_again()
    {
        Assert.SkipUnless(TestStorage.IsPostgres, "it is about PostgreSQL: tests/postgres starts one");
        using var folder = new TemporaryFolder();
        var storage = TestStorage.At(folder["publisher.db"]);
        // A minute by default, and in place of it what the operator says.
        await using var one = StorageRoom.Open(storage with { ConnectionString = $"{storage.ConnectionString};Options=-c idle_in_transaction_session_timeout=1s" });
        await using var two = StorageRoom.Open(storage);
        await new Migrator(one, TimeProvider.System).MigrateAsync(Cancellation);
        var (isStopped, goesOn, turns) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        var paused = one.WriteAsync(
            async transaction =>
            {
                await transaction.ReplaceAsync("one", $"{++turns}", Cancellation);
                isStopped.TrySetResult();
                await goesOn.Task;
            },
            Cancellation);
        await isStopped.Task;
        await two.WriteAsync(transaction => transaction.ReplaceAsync("two", "2", Cancellation), Cancellation);
        goesOn.SetResult();
        await paused;
        Assert.Equal(2, turns);
        await using var connection = await two.OpenAsync(Cancellation);
        Assert.Equal(["2", "2"], await connection.QueryAsync("select value from kept_values where name in ('one', 'two')", row => row.GetString(0), Cancellation));
        Assert.Equal(["1min"], await connection.QueryAsync("show idle_in_transaction_session_timeout", row => row.GetString(0), Cancellation));
    }
}
