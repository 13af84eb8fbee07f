using Publisher.Commands;
using Publisher.Storage;
using Publisher.Tests.Newsletter;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary><c>publisher database copy</c>: everything comes along, and only the copy mails afterwards. The copy is of SQLite, or of PostgreSQL where there is one.</summary>
public sealed class DatabaseCopyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StorageOptions Old => File("old.db");

    private StorageOptions Young => TestStorage.At(folder["young.db"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Everything_comes_along_there_and_back_and_numbers_go_on()
    {
        await FillAsync();
        var tables = await CopyAsync(Old, Young);
        Assert.Equal(5000, tables.Single(table => table.Name == "subscribers").Rows);
        Assert.Equal(5000, tables.Single(table => table.Name == "deliveries").Rows);
        Assert.Equal(await SumsAsync(Old), await SumsAsync(Young));

        await OnAsync(Young, database => database.WriteAsync(
            transaction => transaction.ExecuteAsync("insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values ('new', 'new', 'confirmed', 'weekly', '', 'en', 0, 0)", Cancellation), Cancellation));
        await CopyAsync(Young, File("back.db"));
        Assert.Equal(await SumsAsync(Young), await SumsAsync(File("back.db")));
    }

    [Fact]
    public async Task What_is_no_connection_string_is_told_so_by_the_option_and_not_repeated()
    {
        await FillAsync();
        var (code, output) = await PublisherProcess.RunAsync(folder, "database", "copy", "--set", "storage.connectionString=Data Source=old.db", "--to", "geheim");
        Assert.Equal(1, code);
        Assert.StartsWith("--to is no connection string; write Host=", output, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Afterwards_only_the_copy_mails()
    {
        await FillAsync();
        Assert.True(await StandsAsync(Old));
        await CopyAsync(Old, Young);
        Assert.False(await StandsAsync(Old));
        Assert.True(await StandsAsync(Young));
        Assert.True(await StandsAsync(Young));
        // What was under way is put right by whoever runs there.
        await OnAsync(Young, async database => Assert.Equal(1, await SomeLedger.On(database, new()).RecoverAsync(DateTimeOffset.UnixEpoch, Cancellation)));
    }

    [Fact]
    public async Task A_database_in_use_is_not_copied_and_one_that_holds_something_is_not_copied_to()
    {
        await FillAsync();
        await OnAsync(Old, async database =>
        {
            using var seat = await database.HoldAsync("one", Cancellation);
            await Assert.ThrowsAsync<StorageException>(() => CopyAsync(Old, Young));
        });
        await CopyAsync(Old, Young);
        var fault = await Assert.ThrowsAsync<StorageException>(() => CopyAsync(Old, Young));
        Assert.Contains("is not empty", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_breaks_off_leaves_nothing_and_can_be_made_again()
    {
        await FillAsync();
        await OnAsync(Old, async from =>
        {
            await OnAsync(Young, async to =>
            {
                await new Migrator(to, TimeProvider.System).MigrateAsync(Cancellation);
                var copy = new DatabaseCopy(from, to, _ => throw new IOException("cut"), _ => { });
                await Assert.ThrowsAsync<IOException>(() => copy.CopyAsync(Cancellation));
            });
        });
        Assert.Equal(5000, (await CopyAsync(Old, Young)).Single(table => table.Name == "subscribers").Rows);
    }

    private StorageOptions File(string name) => new() { ConnectionString = $"Data Source={folder[name]}" };

    private Task FillAsync() => OnAsync(Old, async database =>
    {
        await new Migrator(database, TimeProvider.System).MigrateAsync(Cancellation);
        await database.WriteAsync(
            transaction => transaction.ExecuteAsync(
                """
                with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)
                insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) select 'r' || i || '@例え.jp', 'r' || i, 'confirmed', 'instant', 'a' || char(10) || 'b', 'ja', 1, i from n;
                insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, planned) values (7, 'k', 'post', 'instant', 'ja', '件名 ''"\', '', '<p>&amp;</p>', 0, 5000);
                insert into deliveries (issue_id, subscriber_id, status, attempts, due_at, lease, lease_until)
                select 7, id, case when id < 3000 then 'sent' when id < 3050 then 'sending' else 'pending' end, 0, 0, case when id >= 3000 and id < 3050 then 'one/0/0/0' end, 99 from subscribers;
                insert into releases (post_id, state, sequence, at) values ('p', 'released', 1, 0);
                insert into buckets (name, tokens, at, slowed, slowed_at) values ('way/x', 0.1, 5, 12.345678901234567, 1), ('way/y', 5, 5, null, null);
                insert into marks (name, at) values ('first-sight', 1);
                """,
                Cancellation),
            Cancellation);
    });

    private static Task<IReadOnlyList<CopiedTable>> CopyAsync(StorageOptions from, StorageOptions to) => DatabaseCopyCommand.CopyAsync(from, to, TimeProvider.System, _ => { }, Cancellation);

    private static async Task<bool> StandsAsync(StorageOptions options)
    {
        var stands = false;
        await OnAsync(options, async database =>
        {
            using var fence = Fence.Of(database, options);
            stands = await fence.StandAsync(Cancellation);
        });
        return stands;
    }

    // All but what says which database it is.
    private static async Task<List<(string, RowSum)>> SumsAsync(StorageOptions options)
    {
        var sums = new List<(string, RowSum)>();
        await OnAsync(options, async database =>
        {
            await using var connection = await database.OpenAsync(Cancellation);
            foreach (var table in (await database.TablesAsync(Cancellation)).Where(name => name is not ("kept_values" or "migrations")).Order(StringComparer.Ordinal))
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"select * from {table}";
                sums.Add((table, await RowSum.OfAsync(command, Cancellation)));
            }
        });
        return sums;
    }

    private static async Task OnAsync(StorageOptions options, Func<Database, Task> act)
    {
        await using var database = StorageRoom.Open(options);
        await act(database);
    }
}
