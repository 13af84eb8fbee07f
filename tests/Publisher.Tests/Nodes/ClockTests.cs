using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Publisher.Nodes;
using Publisher.Settings;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>Nodes whose machines' clocks are wrong.</summary>
[Collection("alone")]
public sealed class ClockTests : IAsyncLifetime
{
    private const int Readers = 150;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, LogRecorder> logs = new();
    private readonly List<PublisherHost> running = [];
    private Cluster? made;

    private Cluster Cluster => made!;

    public ValueTask InitializeAsync()
    {
        made = Cluster.NewAndSlow();
        made.Told = () => string.Join("\n--\n", logs.Select(log => $"{log.Key}: {log.Value}"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in running)
        {
            await node.Host.StopAsync();
            await node.DisposeAsync();
        }

        if (made is not null)
            await made.DisposeAsync();
    }

    [Fact]
    public async Task Two_hours_apart_they_mail_nobody_twice_or_early_and_fire_nothing_twice()
    {
        var (early, late) = (new PutClock(Hour), new PutClock(-Hour));
        // Of a digest an hour ahead, and of a mail that is put off for half an hour, there is nothing to be seen.
        var soon = DateTimeOffset.UtcNow.AddMinutes(30);
        string[] settings = [string.Create(CultureInfo.InvariantCulture, $"newsletter.schedules.daily=0 {soon.Minute} {soon.Hour} * * ?"), "newsletter.retry.first=00:30:00"];
        await StartAsync("early", early, settings);
        await StartAsync("late", late, settings);
        await Cluster.AddReadersAsync(Readers);
        await using (var database = StorageRoom.Open(Cluster.Storage))
            await database.WriteAsync(transaction => transaction.ExecuteAsync("update subscribers set cadence = 'daily' where email = 'reader1@example.com'", CancellationToken.None), CancellationToken.None);
        var slow = Cluster.Smtp.Script;
        Cluster.Smtp.Script = (stage, context) => stage == SmtpStage.Rcpt && context.To.Contains("reader2@", StringComparison.Ordinal) ? SmtpAction.Reply(450, "4.2.2 full") : slow(stage, context);
        Cluster.Folder.Write("posts/2026-02-02-new.md", Some.PostText("New"));
        await Cluster.UntilTakenAsync(40);
        // And while they send, both are put right, or what passes for it.
        early.Put(-Hour);
        late.Put(Hour);
        await Cluster.UntilSentAsync(Readers - 2);

        Assert.Equal((Readers - 2, Readers - 2), (Cluster.Smtp.Count, Cluster.Smtp.Received.Select(mail => mail.To).Distinct().Count()));
        Assert.Equal([(1L, 0L, 1L)], await Cluster.QueryAsync("select count(*) filter (where status = 'deferred'), sum(unknowns)::bigint, max(attempts)::bigint from deliveries", row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))));
        Assert.Equal(1, logs.Values.Sum(log => log.ToString().Split('\n').Count(line => line.Contains("Composed", StringComparison.Ordinal))));
        Assert.Equal([1L], await Cluster.QueryAsync("select count(*) from issues", row => row.GetInt64(0)));
        // The schedule is where the database's clock has it.
        var now = DateTimeOffset.UtcNow;
        Assert.All(await Cluster.QueryAsync("select next_fire_time from qrtz_triggers where trigger_name = 'notice-every'", row => new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero)), next => Assert.InRange(next, now.AddMinutes(-1), now.AddMinutes(1)));
        Assert.All(logs.Values, log => Assert.Contains(log.Warnings, line => line.Contains("s from the database's, which holds for all nodes", StringComparison.Ordinal)));
        Assert.DoesNotContain(logs.Values, log => log.ToString().Contains("A lease was over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_machine_that_slept_asks_before_its_next_mail_whether_that_is_still_its_own()
    {
        using var answer = new ManualResetEventSlim();
        Cluster.Smtp.Script = (stage, _) =>
        {
            if (stage == SmtpStage.Accepted && Cluster.Smtp.Count == 10)
                answer.Wait(TimeSpan.FromMinutes(1));
            return SmtpAction.Continue;
        };
        var clock = new PutClock(TimeSpan.Zero);
        // By what it counts itself its lease is long.
        await StartAsync("one", clock, "mail.smtp.connections=1", "newsletter.lease=00:05:00");
        await Cluster.AddReadersAsync(30);
        Cluster.Folder.Write("posts/2026-02-02-new.md", Some.PostText("New"));
        await Cluster.UntilTakenAsync(10);

        // While it slept another took all that was left, but for the mail that was on its way.
        await WriteAsync("insert into nodes select 'other', 'run', roles, settings, started_at, seen_at + 3600000 from nodes");
        await WriteAsync("update deliveries set status = 'sending', lease = 'other/run/1/1', lease_until = @until where status <> 'sent' and subscriber_id <> (select id from subscribers where email = @email)", ("until", DateTimeOffset.UtcNow.AddHours(2).ToUnixTimeMilliseconds()), ("email", Cluster.Smtp.Received[9].To));
        clock.Put(Hour);
        answer.Set();
        await Cluster.UntilAsync(() => Task.FromResult(logs["one"].ToString().Contains("A lease was over before its mails were sent", StringComparison.Ordinal)), "it to see that it was away");
        Assert.Equal(10, Cluster.Smtp.Count);

        await WriteAsync("update deliveries set status = 'pending', lease = null, lease_until = null where lease = 'other/run/1/1'");
        await Cluster.UntilSentAsync(30);
        Assert.Equal((30, 30), (Cluster.Smtp.Count, Cluster.Smtp.Received.Select(mail => mail.To).Distinct().Count()));
    }

    private async Task WriteAsync(string sql, params (string Name, object? Value)[] values)
    {
        await using var database = StorageRoom.Open(Cluster.Storage);
        await database.WriteAsync(transaction => transaction.ExecuteAsync(sql, CancellationToken.None, values), CancellationToken.None);
    }

    private async Task StartAsync(string name, PutClock clock, params string[] settings)
    {
        var loaded = SettingsReader.Read(new(null, [.. Cluster.SettingsOf(name), $"posts.folder={Cluster.Folder["posts"]}", $"feeds.folder={Cluster.Folder[name]}", .. settings], new Dictionary<string, string>(), []));
        await using var database = StorageRoom.Open(Cluster.Storage);
        var time = new SharedTime(clock);
        await time.SetAsync(database, CancellationToken.None);
        var log = logs[name] = new LogRecorder();
        var node = await PublisherHost.BuildAsync(loaded, time, services => services.AddLogging(logging => logging.ClearProviders().AddProvider(log)));
        running.Add(node);
        await node.Host.StartAsync();
    }
}
