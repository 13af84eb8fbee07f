using Microsoft.Data.Sqlite;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Databases;

/// <summary>A database of the first release, under the program of now.</summary>
public sealed class UpgradeTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private static readonly string[] Kept =
    [
        "select id || path from posts order by id",
        "select email || status || cadence || topics || language || caught_up_to || coalesce(time_zone, '') || coalesce(consent, '') from subscribers order by id",
        "select issue_id || ' ' || subscriber_id || status || attempts || due_at || reply from deliveries order by subscriber_id",
        "select post_id || state || coalesce(sequence, '') from releases order by post_id",
        "select subject || body_text || body_html from issues",
        "select name || at from marks where name = 'first-sight'",
        "select secret from keys where id = 1",
        "select path || post_id from post_addresses",
        "select name || value from kept_values where name in ('feed_origin', 'suppressions.key') order by name",
        "select address_hash || reason from suppressions",
        "select feed || readers from reader_counts",
        "select post_id || document from archived_posts",
    ];

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_row_of_the_first_release_is_kept()
    {
        Lay();
        await using var database = StorageRoom.Open(Storage);
        var before = await ReadAsync(database);
        Assert.All(before, rows => Assert.NotEmpty(rows));
        await new Migrator(database, TimeProvider.System).MigrateAsync(Cancellation);
        Assert.Equal(before, await ReadAsync(database));
        await using var connection = await database.OpenAsync(Cancellation);
        Assert.Equal(["ok"], await connection.QueryAsync("pragma integrity_check", row => row.GetString(0), Cancellation));
        Assert.Equal([(2L, "open")], await connection.QueryAsync("select planned, status from issues", row => (row.GetInt64(0), row.GetString(1)), Cancellation));
    }

    [Fact]
    public async Task The_service_goes_on_from_it_and_mails_each_reader_what_they_had_not_got()
    {
        Assert.SkipWhen(TestStorage.IsPostgres, "The first release kept its database in a file.");
        Lay();
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old", "2026-01-01"));
        folder.Write("posts/2026-01-10-mailed.md", Some.PostText("Mailed", "2026-01-10"));
        await using var publisher = await RunningPublisher.StartAsync(folder, Start);
        await publisher.UntilAsync(() => Outbox.To("eve@example.com").Count == 1, "the mail that was deferred");
        await publisher.QuietAsync();
        Assert.Empty(Outbox.To("Ann@example.com"));

        folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
        await publisher.UntilAsync(() => Outbox.To("Ann@example.com").Count == 1 && Outbox.To("eve@example.com").Count == 2, "the mail of the new post");
        await publisher.QuietAsync();
        Assert.All(new[] { "cleo@example.com", "dan@example.com" }, stranger => Assert.Empty(Outbox.To(stranger)));
        Assert.Contains("urn:uuid:6f1d9a50-0000-5000-8000-000000000001", await publisher.GetAsync("/atom.xml"), StringComparison.Ordinal);
    }

    private Outbox Outbox => new(folder);

    private StorageOptions Storage => new() { ConnectionString = $"Data Source={folder["publisher.db"]}" };

    private void Lay()
    {
        using var connection = new SqliteConnection($"Data Source={folder["publisher.db"]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden/Storage/first-release.sql"));
        command.ExecuteNonQuery();
    }

    private static async Task<List<string>> ReadAsync(Database database)
    {
        await using var connection = await database.OpenAsync(Cancellation);
        var all = new List<string>();
        foreach (var sql in Kept)
            all.Add(string.Join('\n', await connection.QueryAsync(sql, row => row.GetString(0), Cancellation)));
        return all;
    }
}
