using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>A backup is put back under the whole service.</summary>
public sealed class PutBackTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_is_mailed_again_from_a_backup_and_what_is_new_is_mailed_once_it_is_adopted()
    {
        Assert.SkipWhen(TestStorage.IsPostgres, "a file is copied here; a copy of PostgreSQL is told in SharedFenceTests");
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        await using (var first = await RunningPublisher.StartAsync(folder, Start))
        {
            await first.QuietAsync();
            await first.Database.WriteAsync(
                transaction => transaction.ExecuteAsync("insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values ('a@example.com', 'a@example.com', 'confirmed', 'instant', '', 'en', 0, 0)", default), default);
        }

        File.Copy(folder["publisher.db"], folder["backup.db"]);
        await using (var second = await RunningPublisher.StartAsync(folder, Start.AddMinutes(5)))
        {
            folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
            await second.UntilAsync(() => Mails() == 1, "the mail");
            await second.QuietAsync();
        }

        File.Copy(folder["backup.db"], folder["publisher.db"], overwrite: true);
        await using var third = await RunningPublisher.StartAsync(folder, Start.AddMinutes(10));
        await third.UntilAsync(async () => (await third.GetAsync("/rss.xml")).Contains("New", StringComparison.Ordinal), "the feed");
        await third.AdvanceToAsync(Start.AddHours(1), TimeSpan.FromMinutes(1));
        Assert.Equal(1, Mails());
        Assert.Single(third.Log.Warnings, line => line.Contains("publisher database adopt", StringComparison.Ordinal));

        using (var fence = Fence.Of(third.Database, new() { ConnectionString = $"Data Source={folder["publisher.db"]}" }))
            await new Adoption(fence).AdoptAsync(mailed: true, TestContext.Current.CancellationToken);
        await third.AdvanceToAsync(Start.AddHours(2), TimeSpan.FromMinutes(1));
        Assert.Equal(1, Mails());
        folder.Write("posts/2026-02-13-newer.md", Some.PostText("Newer", "2026-02-13"));
        await third.UntilAsync(() => Mails() == 2, "the mail of the newer post");
    }

    private int Mails() => Directory.Exists(folder["outbox"]) ? Directory.GetFiles(folder["outbox"], "*.eml").Length : 0;
}
