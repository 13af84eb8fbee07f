using System.ComponentModel.DataAnnotations;
using Publisher.Settings;

namespace Publisher.Storage;

internal enum StorageProvider
{
    Sqlite,
    Postgres,
}

/// <summary>Section <c>storage</c>: where subscribers, ids and the ledger of deliveries are kept.</summary>
internal sealed record StorageOptions : IValidatableObject
{
    private const string File = "Data Source=data/publisher.db";

    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    [Secret]
    [MinLength(1)]
    public string ConnectionString { get; init; } = File;

    /// <summary>With PostgreSQL: the file by which this machine tells an old copy of the database. It is not to be backed up with it.</summary>
    [MinLength(1)]
    public string InstanceFile { get; init; } = "data/publisher.instance";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == StorageProvider.Postgres && ConnectionString == File)
            yield return new("postgres needs to know its database; set storage.connectionString, such as Host=localhost;Database=publisher;Username=publisher;Password=…", [nameof(Provider), nameof(ConnectionString)]);
    }

    /// <summary>The provider alone: a record prints all it holds, and a connection string may hold a password.</summary>
    public override string ToString() => Provider.ToString();
}
