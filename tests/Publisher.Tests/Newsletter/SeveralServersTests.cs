using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>Mail leaves by two servers: each has its share, and either does without the other.</summary>
public sealed class SeveralServersTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly SmtpServer first = new();
    private readonly SmtpServer second = new();
    private RunningPublisher? publisher;

    private RunningPublisher Publisher => publisher!;

    private int Count => first.Count + second.Count;

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        await first.DisposeAsync();
        await second.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Shares_follow_the_weights()
    {
        await MailAsync(1200, "mail.smtp.weight=2", "mail.servers.weight=1");
        await UntilAsync(() => Count == 1200);
        Assert.InRange(first.Count, 700, 900);
        await AllOnceAsync(1200);
    }

    [Fact]
    public async Task Each_has_its_own_rate_and_the_other_does_not_wait_for_it()
    {
        await MailAsync(600, "mail.smtp.rate=60", "mail.servers.rate=0");
        await UntilAsync(() => Count == 600);
        Assert.InRange(first.Count, 1, (Publisher.Time.GetUtcNow() - Start).TotalSeconds + 2);
        await AllOnceAsync(600);
    }

    [Fact]
    public async Task Where_one_dies_the_other_sends_all_and_once_it_is_back_it_gets_its_share()
    {
        // It dies by its own count: a test that looks on from outside may look too late.
        var dies = true;
        first.Script = (stage, _) => (stage is SmtpStage.Connect or SmtpStage.Mail) && Volatile.Read(ref dies) && first.Count >= 60 ? SmtpAction.Drop : SmtpAction.Continue;
        await MailAsync(1000, "mail.servers.weight=1");
        await UntilAsync(() => Count == 1000);
        var before = first.Count;
        Assert.InRange(before, 60, 70);
        Assert.Contains(Publisher.Log.Warnings, line => line.Contains($"127.0.0.1:{first.Port} rests until", StringComparison.Ordinal));
        await AllOnceAsync(1000);

        Volatile.Write(ref dies, false);
        await Publisher.AdvanceToAsync(Publisher.Time.GetUtcNow() + TimeSpan.FromMinutes(16), TimeSpan.FromSeconds(15));
        folder.Write("posts/2026-02-13-second.md", Some.PostText("Second", "2026-02-13"));
        await UntilAsync(() => Count == 2000);
        Assert.InRange(first.Count - before, 350, 650);
    }

    private async Task MailAsync(int readers, params string[] settings)
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        publisher = await RunningPublisher.StartAsync(
            folder,
            Start,
            [
                "mail.transport=smtp", "mail.from=news@blog.example", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={first.Port}", "mail.smtp.security=none", "mail.smtp.connections=2",
                "mail.servers.host=127.0.0.1", $"mail.servers.port={second.Port}", "mail.servers.security=none", "mail.servers.connections=2", "newsletter.canary=0", .. settings,
            ]);
        await Publisher.QuietAsync();
        await AddReadersAsync(readers);
        folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
    }

    // The clock hardly moves: who waits for its turn is not to lose patience because a machine is slow.
    private async Task UntilAsync(Func<bool> isSo)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); !isSo(); await Task.Delay(5))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), $"{first.Count} and {second.Count} arrived\n{Publisher.Log}");
            Publisher.Time.Advance(TimeSpan.FromMilliseconds(Count == 0 ? 50 : 10));
        }
    }

    private async Task AllOnceAsync(int readers)
    {
        await Publisher.UntilAsync(async () => (await DeliveryCounts.AllAsync(Publisher.Database, CancellationToken.None)).GetValueOrDefault(DeliveryStatus.Sent) == readers, "the ledger to know");
        Assert.Equal(readers, first.Received.Concat(second.Received).Select(mail => mail.To).Distinct().Count());
        Assert.Equal(readers, Count);
    }

    private Task AddReadersAsync(int count) => Publisher.Database.WriteAsync(
        async transaction =>
        {
            for (var number = 0; number < count; number++)
            {
                await transaction.ExecuteAsync(
                    "insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values (@email, @email, 'confirmed', 'instant', '', 'en', 0, 0)",
                    CancellationToken.None,
                    ("email", $"reader{number}@example.com"));
            }
        },
        CancellationToken.None);
}
