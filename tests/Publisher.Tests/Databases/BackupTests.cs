using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Databases;

/// <summary>A backup is taken while the whole service sends, and put back.</summary>
public sealed class BackupTests : IAsyncDisposable
{
    private const int Readers = 120;

    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly SmtpServer smtp = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await smtp.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_backup_of_a_sending_service_is_whole_and_put_back_it_mails_nobody_before_it_is_adopted()
    {
        Assert.SkipWhen(TestStorage.IsPostgres, "PostgreSQL has backups of its own.");
        BackupContent? content = null;
        var begun = 0;
        // In the middle of a round: after it, nothing raises the epoch of the database any more.
        smtp.Script = (stage, _) =>
        {
            if (stage == SmtpStage.Dot && smtp.Count >= Readers / 2 && Interlocked.Exchange(ref begun, 1) == 0)
                content = Backup.WriteAsync(Storage, folder["backup.db"], CancellationToken.None).GetAwaiter().GetResult();
            return SmtpAction.Continue;
        };
        await using (var first = await StartAsync(Start))
        {
            await AddReadersAsync(first.Database);
            folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
            await first.UntilAsync(() => smtp.Count == Readers, "all mails");
            await first.QuietAsync();
        }

        Assert.Equal((2, Readers, 1, Readers, 0), (content!.Posts, content.Subscribers, content.Issues, content.Deliveries, content.Wrong));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(folder["backup.db"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.False(File.Exists(folder["backup.db.part"]));

        File.Copy(folder["backup.db"], folder["publisher.db"], overwrite: true);
        await using var second = await StartAsync(Start.AddMinutes(10));
        await second.AdvanceToAsync(Start.AddHours(1), TimeSpan.FromMinutes(1));
        Assert.Equal(Readers, smtp.Count);
        Assert.Contains(second.Log.Warnings, line => line.Contains("publisher database adopt", StringComparison.Ordinal));

        using (var fence = Fence.Of(second.Database, Storage))
            Assert.InRange((await new Adoption(fence).AdoptAsync(mailed: true, Cancellation)).Held, 1, (Readers / 2) + 4);
        await second.AdvanceToAsync(Start.AddHours(2), TimeSpan.FromMinutes(1));
        folder.Write("posts/2026-02-13-newer.md", Some.PostText("Newer", "2026-02-13"));
        await second.UntilAsync(() => smtp.Count == 2 * Readers, "the mails of the newer post");
        await second.QuietAsync();
        Assert.All(smtp.Received.GroupBy(mail => (mail.To, mail.Message.Subject)), mails => Assert.Single(mails));
    }

    [Fact]
    public async Task The_command_copies_beside_the_service_and_overwrites_nothing()
    {
        Assert.SkipWhen(TestStorage.IsPostgres, "PostgreSQL has backups of its own.");
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        var (none, sentence) = await PublisherProcess.RunAsync(folder, "database", "backup", "copy.db");
        Assert.Equal(1, none);
        Assert.Contains("There is no database", sentence, StringComparison.Ordinal);
        using var running = await PublisherProcess.StartAsync(folder, "web.urls=http://127.0.0.1:0");
        Assert.Matches("copy.db: whole, [0-9,]+ bytes, 1 posts, 0 subscribers", (await PublisherProcess.RunAsync(folder, "database", "backup", "copy.db")).Output);
        var (code, output) = await PublisherProcess.RunAsync(folder, "database", "backup", "copy.db");
        Assert.Equal(1, code);
        Assert.Contains("is there already", output, StringComparison.Ordinal);
        Assert.Contains("\"subscribers\":0", (await PublisherProcess.RunAsync(folder, "database", "backup", "copy2.db", "--json")).Output, StringComparison.Ordinal);
        await running.TerminateAsync();
    }

    private StorageOptions Storage => new() { ConnectionString = $"Data Source={folder["publisher.db"]}" };

    private Task<RunningPublisher> StartAsync(DateTimeOffset now)
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        return RunningPublisher.StartAsync(folder, now, "mail.transport=smtp", "mail.from=news@blog.example", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={smtp.Port}", "mail.smtp.security=none", "newsletter.canary=0", "newsletter.budget=100");
    }

    private static async Task AddReadersAsync(Database database)
    {
        await database.WriteAsync(
            async transaction =>
            {
                for (var reader = 0; reader < Readers; reader++)
                    await transaction.ExecuteAsync("insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values (@email, @email, 'confirmed', 'instant', '', 'en', 0, 0)", Cancellation, ("email", $"reader{reader}@example.com"));
            },
            Cancellation);
    }
}
