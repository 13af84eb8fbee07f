using Microsoft.Extensions.Time.Testing;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>A database that was put back or copied is told from the one that was in use.</summary>
public sealed class FenceTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Database> opened = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private InstanceFile File => InstanceFile.Of(folder["publisher.db"]);

    public async ValueTask InitializeAsync() => await new Migrator(Open("publisher.db"), new FakeTimeProvider()).MigrateAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var database in opened)
            await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_epoch_is_the_same_in_the_database_and_beside_it_and_grows_at_every_start()
    {
        Assert.True(await StandAsync());
        Assert.Equal(1, File.Read()!.Epoch);
        Assert.True(await StandAsync());
        Assert.Equal(2, File.Read()!.Epoch);
        Assert.Null(await Fence().LookAsync(Cancellation));
        Assert.Equal(2, File.Read()!.Epoch);
    }

    [Fact]
    public async Task A_backup_that_is_put_back_is_refused_until_it_is_adopted()
    {
        await StandAsync();
        await CopyAsync("publisher.db", "backup.db");
        await StandAsync();
        await CopyAsync("backup.db", "publisher.db");

        var fence = Fence();
        Assert.False(await fence.StandAsync(Cancellation));
        Assert.Contains("older copy", fence.Objection, StringComparison.Ordinal);
        Assert.Equal(fence.Objection, await Fence().LookAsync(Cancellation));

        await new Adoption(Fence()).AdoptAsync(mailed: true, Cancellation);
        Assert.True(await fence.StandAsync(Cancellation));
        Assert.Null(fence.Objection);
    }

    [Fact]
    public async Task A_copy_in_another_place_is_refused_and_a_move_with_its_file_is_not()
    {
        await StandAsync();
        Directory.CreateDirectory(folder["other"]);
        await CopyAsync("publisher.db", "other/publisher.db");
        Assert.False(await Fence("other/publisher.db").StandAsync(Cancellation));
        System.IO.File.Copy(File.Path, folder["other/publisher.db.instance"]);
        Assert.True(await Fence("other/publisher.db").StandAsync(Cancellation));
    }

    [Fact]
    public async Task A_copy_from_before_there_was_a_fence_is_refused()
    {
        await ExecuteAsync("insert into marks (name, at) values ('first-sight', 1)");
        await CopyAsync("publisher.db", "backup.db");
        Assert.True(await StandAsync());
        await CopyAsync("backup.db", "publisher.db");
        Assert.False(await StandAsync());
    }

    [Fact]
    public async Task A_crash_between_the_file_and_the_database_is_no_copy()
    {
        File.Write(new("begun", 0));
        Assert.True(await StandAsync());
        var known = File.Read()!;
        File.Write(known with { Epoch = known.Epoch - 1 });
        Assert.True(await StandAsync());
        Assert.Equal(known.Epoch + 1, File.Read()!.Epoch);
        File.Write(known with { Epoch = known.Epoch - 2 });
        Assert.False(await StandAsync());
    }

    [Fact]
    public async Task What_waited_in_the_copy_is_unknown_after_adoption_and_waits_on_if_the_operator_says_so()
    {
        await StandAsync();
        await ExecuteAsync(
            """
            insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, planned) values (1, 'k', 'post', 'instant', 'en', 's', '', '', 0, 3);
            insert into deliveries (issue_id, subscriber_id, status, attempts, due_at) values (1, 1, 'pending', 0, 0), (1, 2, 'deferred', 1, 0), (1, 3, 'sent', 1, 0);
            insert into releases (post_id, state, sequence, at) values ('p', 'released', 1, 0), ('h', 'held', null, 0);
            insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values ('a', 'a', 'confirmed', 'weekly', '', 'en', 0, 0);
            """);
        await new Adoption(Fence()).AdoptAsync(mailed: false, Cancellation);
        Assert.Equal(["pending", "deferred", "sent"], await QueryAsync("select status from deliveries order by subscriber_id"));

        Assert.Equal(2, (await new Adoption(Fence()).AdoptAsync(mailed: true, Cancellation)).Held);
        Assert.Equal(["unknown", "unknown", "sent"], await QueryAsync("select status from deliveries order by subscriber_id"));
        Assert.Equal(["1"], await QueryAsync("select caught_up_to from subscribers"));
        Assert.Equal(["past"], await QueryAsync("select state from releases where post_id = 'h'"));
        Assert.Empty(await SomeLedger.On(opened[0], new() { OnUnknown = UnknownPolicy.Resend }).ClaimAsync("lease", new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero), Cancellation));
    }

    private Database Open(string name)
    {
        var database = StorageRoom.Open(new() { ConnectionString = $"Data Source={folder[name]}" });
        opened.Add(database);
        return database;
    }

    private Fence Fence(string name = "publisher.db") => Storage.Fence.Of(Open(name), new() { ConnectionString = $"Data Source={folder[name]}" });

    private async Task<bool> StandAsync()
    {
        using var fence = Fence();
        return await fence.StandAsync(Cancellation);
    }

    // With every connection closed the write-ahead log is in the file.
    private async Task CopyAsync(string from, string to)
    {
        foreach (var database in opened)
            await database.DisposeAsync();
        opened.Clear();
        System.IO.File.Copy(folder[from], folder[to], overwrite: true);
        Open("publisher.db");
    }

    private Task ExecuteAsync(string sql) => opened[0].WriteAsync(transaction => transaction.ExecuteAsync(sql, Cancellation), Cancellation);

    private async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = await opened[0].OpenAsync(Cancellation);
        return await connection.QueryAsync(sql, row => row.GetValue(0).ToString()!, Cancellation);
    }
}
