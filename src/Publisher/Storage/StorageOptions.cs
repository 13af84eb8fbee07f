using System.ComponentModel.DataAnnotations;
using Publisher.Settings;

namespace Publisher.Storage;

internal enum StorageProvider
{
    Sqlite,
}

/// <summary>Section <c>storage</c>: where subscribers, ids and the ledger of deliveries are kept.</summary>
internal sealed record StorageOptions
{
    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    [Secret]
    [MinLength(1)]
    public string ConnectionString { get; init; } = "Data Source=data/publisher.db";

    /// <summary>The provider alone: a record prints all it holds, and a connection string may hold a password.</summary>
    public override string ToString() => Provider.ToString();
}
