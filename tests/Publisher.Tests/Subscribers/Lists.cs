using System.Text;
using Microsoft.Extensions.Time.Testing;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Subscribers.Transfer;
using Publisher.Tests.Support;

namespace Publisher.Tests.Subscribers;

/// <summary>A database and lists to import into it.</summary>
internal sealed class Lists : IAsyncDisposable
{
    private readonly TemporaryFolder folder;

    private Lists(Database database, AddressHash hash, TemporaryFolder folder)
    {
        Database = database;
        Hash = hash;
        this.folder = folder;
    }

    public static DateTimeOffset Now { get; } = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);

    public Database Database { get; }

    public AddressHash Hash { get; }

    /// <summary>The lines of the last import that were not taken.</summary>
    public List<LeftLine> Left { get; } = [];

    public SubscriberBook Book
    {
        get
        {
            var time = new FakeTimeProvider(Now);
            var suppressions = new Suppressions(Database, Hash, time);
            return new(Database, new(Database, new(Database), suppressions, new(Hash, new()), time), suppressions, time);
        }
    }

    public static async Task<Lists> OpenAsync()
    {
        var folder = new TemporaryFolder();
        var database = StorageRoom.Open(TestStorage.At(folder["readers.db"]));
        await new Migrator(database, new FakeTimeProvider(Now)).MigrateAsync(CancellationToken.None);
        return new(database, await AddressHash.LoadAsync(database, CancellationToken.None), folder);
    }

    public Task<ImportReport> ImportAsync(string text, bool confirmed = false, bool dry = false, string name = "list.csv") => ImportAsync(new UTF8Encoding(false).GetBytes(text), confirmed, dry, name);

    public async Task<ImportReport> ImportAsync(byte[] bytes, bool confirmed = false, bool dry = false, string name = "list.csv")
    {
        Left.Clear();
        await File.WriteAllBytesAsync(folder[name], bytes);
        return await new Importer(Database, Hash, "en", new FakeTimeProvider(Now)).ImportAsync(folder[name], confirmed, dry, Left.Add, CancellationToken.None);
    }

    public async Task<string> ExportAsync()
    {
        using var text = new StringWriter();
        Exporter.Write(text, await ListAsync());
        return text.ToString();
    }

    public Task<IReadOnlyList<SubscriberEntry>> ListAsync() => SubscriberBook.ListAsync(Database, null, CancellationToken.None);

    /// <summary>Each person as <c>address status reason</c>.</summary>
    public async Task<string[]> PeopleAsync() => [.. (await ListAsync()).Select(entry =>
        $"{entry.Reader.Email} {SubscriberRows.Word(entry.Reader.Status)}{(entry.Suppression is { } suppression ? " " + SubscriberRows.Word(suppression.Reason) : "")}")];

    public async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        return await connection.QueryAsync(sql, row => row.GetValue(0).ToString()!, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        folder.Dispose();
    }
}
