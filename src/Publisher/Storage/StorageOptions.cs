namespace Publisher.Storage;

internal enum StorageProvider
{
    Sqlite,
}

/// <summary>Section <c>storage</c>: where subscribers, ids and the ledger of deliveries are kept.</summary>
internal sealed record StorageOptions
{
    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    [Settings.Secret]
    public string ConnectionString { get; init; } = "Data Source=data/publisher.db";
}
