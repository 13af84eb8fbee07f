using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>The disk of the database, while mails go out: a small one of its own, which only root may mount.</summary>
public sealed class FullDiskTests : IAsyncDisposable
{
    private const int Readers = 400;

    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly SmtpServer smtp = new();
    private RunningPublisher? publisher;
    private SmallDisk? disk;

    private RunningPublisher Publisher => publisher!;

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        await smtp.DisposeAsync();
        disk?.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_disk_that_fills_while_mails_go_out_stops_them_and_with_room_again_each_reader_has_one()
    {
        Assert.SkipWhen(TestStorage.IsPostgres, "it is about the disk of SQLite's file");
        disk = SmallDisk.Mount(folder["disk"], megabytes: 16);
        smtp.Script = (stage, _) => stage == SmtpStage.Accepted && smtp.Count == 40 ? Fill() : SmtpAction.Continue;
        await MailAsync();
        await Publisher.UntilAsync(() => Publisher.Log.Warnings.Any(line => line.Contains("full", StringComparison.Ordinal)), "the operator to be told");
        await Publisher.QuietAsync();
        Assert.InRange(smtp.Count, 40, Readers - 1);

        disk.Empty();
        await Publisher.UntilAsync(() => smtp.Count == Readers, "the rest");
        await Publisher.QuietAsync();
        Assert.Equal(Readers, smtp.Received.Select(mail => mail.To).Distinct().Count());
        Assert.Equal(Readers, (await DeliveryCounts.AllAsync(Publisher.Database, CancellationToken.None)).GetValueOrDefault(DeliveryStatus.Sent));
    }

    private SmtpAction Fill()
    {
        disk!.Fill();
        return SmtpAction.Continue;
    }

    private async Task MailAsync()
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        publisher = await RunningPublisher.StartAsync(
            folder,
            Start,
            [
                $"storage.connectionString=Data Source={folder["disk/publisher.db"]}", "newsletter.canary=0",
                "mail.transport=smtp", "mail.from=news@blog.example", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={smtp.Port}", "mail.smtp.security=none", "mail.smtp.connections=3",
            ]);
        await publisher.QuietAsync();
        await Publisher.Database.WriteAsync(
            transaction => transaction.ExecuteAsync(
                $"with recursive n (i) as (select 1 union all select i + 1 from n where i < {Readers}) insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) select 'reader' || i || '@example.com', 'reader' || i || '@example.com', 'confirmed', 'instant', '', 'en', 0, 0 from n",
                CancellationToken.None),
            CancellationToken.None);
        folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
    }
}
