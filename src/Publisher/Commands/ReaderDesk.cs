using Publisher.Settings;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary>What the commands about readers work on: the database, brought up to this program, and no posts.</summary>
internal sealed class ReaderDesk : IAsyncDisposable
{
    private ReaderDesk(Database database, AddressHash hash, TimeProvider time)
    {
        Database = database;
        Hash = hash;
        var suppressions = new Suppressions(database, hash, time);
        Book = new(database, new(database, new(database), suppressions, new(hash, new()), time), suppressions, time);
    }

    public Database Database { get; }

    public AddressHash Hash { get; }

    public SubscriberBook Book { get; }

    /// <summary>Whether there is a database to read.</summary>
    public static bool IsThere(LoadedSettings loaded) => StorageRoom.IsThere(loaded.Settings.Storage);

    public static async Task<ReaderDesk> OpenAsync(StorageOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var database = StorageRoom.Open(options);
        try
        {
            await new Migrator(database, time).MigrateAsync(cancellation);
            return new(database, await AddressHash.LoadAsync(database, cancellation), time);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
