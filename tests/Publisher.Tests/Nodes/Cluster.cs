using System.Data.Common;
using System.Diagnostics;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>Real processes of the program on one PostgreSQL, with a mail server that keeps what it took. Without a PostgreSQL the test is skipped.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly Dictionary<string, PublisherProcess> running = [];

    private Cluster() => Folder.Write("posts/2026-01-01-old.md", Some.PostText());

    public TemporaryFolder Folder { get; } = new();

    public SmtpServer Smtp { get; } = new();

    /// <summary>What nodes said that run in the test itself.</summary>
    public Func<string> Told { get; set; } = () => "";

    /// <summary>The settings for a file of SQLite in place of the PostgreSQL.</summary>
    public string[] Sqlite => ["storage.provider=sqlite", $"storage.connectionString=Data Source={Folder["data/publisher.db"]}"];

    public StorageOptions Storage => TestStorage.At(Folder["data/publisher.db"]);

    public static Cluster New()
    {
        Assert.SkipUnless(TestStorage.IsPostgres, "nodes share a PostgreSQL: tests/postgres starts one");
        return new();
    }

    /// <summary>One whose mail server takes a while for each mail, so that one node alone is not done before the others look.</summary>
    public static Cluster NewAndSlow()
    {
        var cluster = New();
        cluster.Smtp.Script = (stage, _) =>
        {
            if (stage == SmtpStage.Dot)
                Task.Delay(20).GetAwaiter().GetResult();
            return SmtpAction.Continue;
        };
        return cluster;
    }

    public Task<PublisherProcess> StartAsync(string name, params string[] settings) => StartAsync(name, host: null, settings);

    /// <param name="host">Where it runs; null for here.</param>
    public async Task<PublisherProcess> StartAsync(string name, OtherHost? host, params string[] settings) =>
        running[name] = await PublisherProcess.StartAsync(Folder, host, [.. SettingsOf(name), .. settings]);

    public async Task<(int Code, TimeSpan Took)> StopAsync(string name)
    {
        running.Remove(name, out var process);
        using (process)
            return await process!.TerminateAsync();
    }

    public void Kill(string name)
    {
        running.Remove(name, out var process);
        process!.Dispose();
    }

    /// <summary>One that cannot start.</summary>
    public Task<(int Code, string Output)> RunAsync(string name, params string[] settings) => CommandAsync("run", name, settings);

    /// <summary>Another command, with a node's settings.</summary>
    public Task<(int Code, string Output)> CommandAsync(string command, string name = "one", params string[] settings) =>
        PublisherProcess.RunAsync(Folder, [command, .. ((string[])[.. SettingsOf(name), .. settings]).SelectMany(setting => new[] { "--set", setting })]);

    public void Signal(string name, string signal) => running[name].Signal(signal);

    public string Output(string name) => running[name].Output;

    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        await using var database = StorageRoom.Open(Storage);
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await connection.QueryAsync(sql, read, CancellationToken.None);
    }

    /// <summary>How many deliveries were sent. While PostgreSQL is away, none that we know of.</summary>
    public async Task<long> SentAsync()
    {
        try
        {
            return (await QueryAsync("select count(*) from deliveries where status = 'sent'", row => row.GetInt64(0)))[0];
        }
        catch (Exception fault) when (fault is StorageException or DbException)
        {
            return -1;
        }
    }

    public Task AddReadersAsync(int readers) => AddReadersAsync(readers, Storage);

    public static async Task AddReadersAsync(int readers, StorageOptions storage)
    {
        await using var database = StorageRoom.Open(storage);
        await database.WriteAsync(
            transaction => transaction.ExecuteAsync(
                """
                with recursive n (i) as (select 1 union all select i + 1 from n where i < @count)
                insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at)
                select 'reader' || i || '@example.com', 'reader' || i || '@example.com', 'confirmed', 'instant', '', 'en', 0, 0 from n
                """,
                CancellationToken.None,
                ("count", readers)),
            CancellationToken.None);
    }

    public async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var watch = Stopwatch.StartNew(); !await isSo(); await Task.Delay(50))
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), $"waited in vain for {what}\n{string.Join("\n--\n", running.Select(node => $"{node.Key}: {node.Value.Output}"))}{Told()}");
    }

    public Task UntilSentAsync(int count) => UntilAsync(async () => await SentAsync() == count, $"{count} mails");

    public Task UntilTakenAsync(int count) => UntilAsync(() => Task.FromResult(Smtp.Count >= count), $"{count} mails at the server");

    /// <summary>Nobody was left out, and nobody got a mail more often than an answer was missed.</summary>
    public async Task NobodyTwiceAsync(int readers)
    {
        var copies = Smtp.Received.CountBy(mail => mail.To).ToDictionary();
        Assert.Equal(readers, copies.Count);
        var unknowns = await QueryAsync("select s.email, d.unknowns from deliveries d join subscribers s on s.id = d.subscriber_id", row => (Email: row.GetString(0), Count: row.Int(1)));
        Assert.All(unknowns, row => Assert.InRange(copies[row.Email], 1, 1 + row.Count));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in running.Values)
            process.Dispose();
        await Smtp.DisposeAsync();
        Folder.Dispose();
    }

    public string[] SettingsOf(string name) =>
    [
        .. TestStorage.Settings(Folder["data/publisher.db"]), "node.cluster=true", $"node.name={name}", $"storage.instanceFile={Folder["node.instance"]}",
        "posts.folder=posts", "site.url=https://blog.example/", "web.enabled=false", "mail.transport=smtp", "mail.from=news@blog.example", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={Smtp.Port}",
        "mail.smtp.security=none", "mail.smtp.connections=3", "newsletter.hold=00:00:00", "newsletter.canary=0", "newsletter.schedules.instant=* * * * * ?", "newsletter.retry.unknown=00:00:00",
        "newsletter.retry.resends=100", "newsletter.lease=00:00:03",
    ];
}
