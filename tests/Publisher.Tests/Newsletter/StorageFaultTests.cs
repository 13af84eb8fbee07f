using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>What may happen to the database while mails go out: they wait, and none is lost or goes out twice for it.</summary>
public sealed class StorageFaultTests : IAsyncDisposable
{
    private const int Readers = 400;

    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly SmtpServer smtp = new();
    private RunningPublisher? publisher;
    private bool isMounted;

    private RunningPublisher Publisher => publisher!;

    private string Filler => Path.Combine(Disk, "filler");

    private string Disk => Directory.CreateDirectory(Path.Combine(folder.Path, "disk")).FullName;

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        await smtp.DisposeAsync();
        if (isMounted)
            Run("umount", Disk);
        folder.Dispose();
    }

    [Fact]
    public async Task A_database_that_another_program_locks_stops_the_mails_and_freed_again_each_reader_has_one()
    {
        Assert.SkipWhen(TestStorage.IsPostgres, "it is about the file of SQLite");
        var file = Path.Combine(folder.Path, "publisher.db");
        await using var other = new SqliteConnection($"Data Source={file};Pooling=False");
        smtp.Script = (stage, _) => stage == SmtpStage.Accepted && smtp.Count == 40 ? Lock(other) : SmtpAction.Continue;
        await MailAsync($"Data Source={file};Default Timeout=1");
        await Publisher.UntilAsync(() => Publisher.Log.Warnings.Any(line => line.Contains("the database is locked", StringComparison.Ordinal)), "the operator to be told");
        Assert.InRange(smtp.Count, 40, Readers - 1);

        await other.CloseAsync();
        await EachHasOneAsync();
    }

    // The disk is a small one of its own, which only root may mount.
    [Fact]
    public async Task A_disk_that_fills_while_mails_go_out_stops_them_and_with_room_again_each_reader_has_one()
    {
        Assert.SkipWhen(TestStorage.IsPostgres, "it is about the disk of SQLite's file");
        isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", Disk);
        Assert.SkipUnless(isMounted, "A small disk can only be mounted by root on Linux.");
        smtp.Script = (stage, _) => stage == SmtpStage.Accepted && smtp.Count == 40 ? Fill() : SmtpAction.Continue;
        await MailAsync($"Data Source={Path.Combine(Disk, "publisher.db")}");
        await Publisher.UntilAsync(() => Publisher.Log.Warnings.Any(line => line.Contains("is full", StringComparison.Ordinal)), "the operator to be told");
        await Publisher.QuietAsync();
        Assert.InRange(smtp.Count, 40, Readers - 1);

        File.Delete(Filler);
        await EachHasOneAsync();
    }

    private async Task EachHasOneAsync()
    {
        await Publisher.UntilAsync(() => smtp.Count == Readers, "the rest");
        await Publisher.QuietAsync();
        Assert.Equal(Readers, smtp.Received.Select(mail => mail.To).Distinct().Count());
        Assert.Equal(Readers, (await DeliveryCounts.AllAsync(Publisher.Database, CancellationToken.None)).GetValueOrDefault(DeliveryStatus.Sent));
    }

    private static SmtpAction Lock(SqliteConnection connection)
    {
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "begin immediate";
        command.ExecuteNonQuery();
        return SmtpAction.Continue;
    }

    // To the last octet.
    private SmtpAction Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (var block = new byte[4096]; ;)
                file.Write(block);
        }
        catch (IOException)
        {
            return SmtpAction.Continue;
        }
    }

    private async Task MailAsync(string storage)
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        publisher = await RunningPublisher.StartAsync(
            folder,
            Start,
            [
                $"storage.connectionString={storage}", "newsletter.canary=0",
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

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
