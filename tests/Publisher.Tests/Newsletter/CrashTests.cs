using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>The real program is killed while it sends, again and again: nobody is lost, and nobody gets a mail twice but for the one message a connection whose reply was never noted.</summary>
[Collection("alone")]
public sealed class CrashTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Readers = 400;
    private const int Connections = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TemporaryFolder folder = new();
    private readonly SmtpServer smtp = new();
    private int kills;
    private bool isHeld;

    public async ValueTask DisposeAsync()
    {
        await smtp.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("resend")]
    [InlineData("hold")]
    public async Task Killed_at_random_moments_it_loses_nobody_and_repeats_only_what_no_reply_was_noted_for(string policy)
    {
        isHeld = policy == "hold";
        var seed = Environment.TickCount;
        var random = new Random(seed);
        folder.Write("posts/2026-01-01-old.md", Some.PostText());
        using (var first = await StartAsync(policy))
            Assert.Equal(0, (await first.TerminateAsync()).Code);
        await AddReadersAsync();
        folder.Write("posts/2026-02-02-new.md", Some.PostText("The new post"));

        for (var watch = Stopwatch.StartNew(); await LeftAsync() > 0;)
        {
            Assert.True(watch.Elapsed < Patience, $"only {Reached()} of {Readers} after {kills} kills, seed {seed}");
            await RunForAWhileAsync(policy, random);
        }

        var copies = smtp.Received.GroupBy(mail => mail.To).ToDictionary(mails => mails.Key, mails => mails.Count());
        var repeated = copies.Values.Sum(count => count - 1);
        var unknowns = await QueryAsync("select s.email, d.unknowns from deliveries d join subscribers s on s.id = d.subscriber_id", row => (Email: row.GetString(0), Count: row.GetInt32(1)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {kills} kills, {smtp.Received.Count} messages for {Readers} readers, {repeated} repeated, {unknowns.Sum(row => row.Count)} unknown"));
        Assert.All(unknowns, row => Assert.InRange(copies.GetValueOrDefault(row.Email), row.Count > 0 ? 0 : 1, policy == "hold" ? 1 : row.Count + 1));
        Assert.InRange(unknowns.Sum(row => row.Count), repeated, kills * Connections);
        Assert.True(policy == "hold" || copies.Count == Readers);
        Assert.Equal([Readers], await QueryAsync("select planned from issues", row => row.GetInt32(0)));
        Assert.All(smtp.Received.GroupBy(mail => mail.To), mails => Assert.Single(mails.Select(mail => Convert.ToBase64String(mail.Bytes)).Distinct()));
    }

    // Whoever is not decided on yet, and whatever is not at its end.
    private async Task<long> LeftAsync()
    {
        var rows = await QueryAsync("select status, count(*) from deliveries group by status", row => (Status: row.GetString(0), Count: row.GetInt64(1)));
        return Readers - rows.Where(row => row.Status is "sent" || (row.Status is "unknown" && isHeld)).Sum(row => row.Count);
    }

    private async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        await using var database = StorageRoom.Open(TestStorage.At(folder["data/publisher.db"]));
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await connection.QueryAsync(sql, read, CancellationToken.None);
    }

    private int Reached() => smtp.Received.Select(mail => mail.To).Distinct().Count();

    // A kill is aimed at the middle of the sending: after some more messages have come in.
    private async Task RunForAWhileAsync(string policy, Random random)
    {
        using var publisher = await StartAsync(policy);
        var until = smtp.Count + random.Next(1, 60);
        for (var watch = Stopwatch.StartNew(); smtp.Count < until && watch.Elapsed < TimeSpan.FromSeconds(Reached() < Readers ? 30 : 3);)
            await Task.Delay(1);
        publisher.Kill();
        kills++;
    }

    private Task<PublisherProcess> StartAsync(string policy) => PublisherProcess.StartAsync(
        folder,
        [
            .. TestStorage.Settings(folder["data/publisher.db"]),
            "posts.folder=posts",
            "web.enabled=false",
            "mail.transport=smtp",
            "mail.from=news@blog.example",
            "mail.smtp.host=127.0.0.1",
            $"mail.smtp.port={smtp.Port}",
            "mail.smtp.security=none",
            $"mail.smtp.connections={Connections}",
            "newsletter.hold=00:00:00",
            $"newsletter.onUnknown={policy}",
            "newsletter.retry.unknown=00:00:00",
            "newsletter.retry.resends=100",
            "newsletter.schedules.instant=* * * * * ?",
        ]);

    private async Task AddReadersAsync()
    {
        await using var database = StorageRoom.Open(TestStorage.At(folder["data/publisher.db"]));
        await database.WriteAsync(
            async transaction =>
            {
                for (var i = 0; i < Readers; i++)
                {
                    await transaction.ExecuteAsync(
                        """
                        insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at)
                        values (@email, @email, 'confirmed', 'instant', '', 'en', 0, 0)
                        """,
                        CancellationToken.None,
                        ("email", $"reader{i}@example.com"));
                }
            },
            CancellationToken.None);
    }
}
