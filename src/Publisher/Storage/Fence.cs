using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;

namespace Publisher.Storage;

/// <summary>Tells a database that was put back or copied from the one that was in use: mail that went out since would go out again. Without a file, as in memory, nothing can be told.</summary>
internal sealed class Fence(Database database, InstanceFile? file) : IDisposable
{
    private readonly SemaphoreSlim alone = new(1);

    /// <summary>The kept value that says how often the database was used. 0 in a copy makes it older than any that mailed.</summary>
    public const string Epoch = "instance.epoch";

    private const string Id = "instance.id";

    /// <summary>Why nothing may be mailed from this database; null where it may. Known after the first <see cref="StandAsync"/>.</summary>
    public string? Objection { get; private set; }

    public static Fence Of(Database database, StorageOptions options) =>
        new(database, StorageRoom.FileOf(options) is { } path && File.Exists(path) ? InstanceFile.Of(path) : null);

    /// <summary>Whether this is the database that was in use. Writes nothing; for who looks on while the service runs.</summary>
    public async Task<string?> LookAsync(CancellationToken cancellation)
    {
        if (file is null)
            return null;
        var kept = file.Read();
        await using var connection = await database.OpenAsync(cancellation);
        var (known, isFresh) = await ReadAsync(connection, cancellation);
        // The service may have gone on between the two.
        return kept is not null && known is not null && known.Id == kept.Id && known.Epoch > kept.Epoch && known == (await ReadAsync(connection, cancellation)).Known && known == file.Read()
            ? null
            : Judge(known, kept, isFresh, file.Path);
    }

    /// <summary>Compares the database with the file and, where they match, raises the epoch in both: copies that were made before are older from now on.</summary>
    /// <returns>Whether they match.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<bool> StandAsync(CancellationToken cancellation)
    {
        if (file is null)
            return true;
        await alone.WaitAsync(cancellation);
        try
        {
            var kept = file.Read();
            await using var connection = await database.OpenAsync(cancellation);
            var (known, isFresh) = await ReadAsync(connection, cancellation);
            Objection = Judge(known, kept, isFresh, file.Path);
            return Objection is null && await RaiseAsync(known ?? await BeginAsync(cancellation), cancellation);
        }
        finally
        {
            alone.Release();
        }
    }

    public void Dispose() => alone.Dispose();

    /// <summary>Makes the database one of its own, whatever it was copied from.</summary>
    /// <param name="act">What is to happen in the same transaction.</param>
    public async Task AdoptAsync(Func<DbTransaction, Task> act, CancellationToken cancellation)
    {
        var adopted = new Instance(NewId(), 1);
        await database.WriteAsync(
            async transaction =>
            {
                await act(transaction);
                await SaveAsync(transaction, adopted, cancellation);
            },
            cancellation);
        // A crash before this leaves a database that does not match, and can be adopted again.
        file?.Write(adopted);
        Objection = null;
    }

    /// <param name="known">What the database says; null where it never was asked.</param>
    /// <param name="kept">What the file says.</param>
    /// <param name="isFresh">Whether the database holds nothing that could be mailed twice.</param>
    public static string? Judge(Instance? known, Instance? kept, bool isFresh, string path)
    {
        if (known is null)
            return isFresh || kept is null or { Epoch: 0 } ? null : $"it is an old copy: {path} was written for a later one";
        if (kept is null)
            return $"it was copied here without its file {path}, or that file was removed";
        if (kept.Id != known.Id)
            return $"it is another database than the one that {path} was written for";
        if (known.Epoch < kept.Epoch)
            return $"it is an older copy of itself: {path} says that it was in use since";
        return known.Epoch > kept.Epoch + 1 ? $"{path} is older than it" : null;
    }

    // The file is written first: a crash in between leaves a file of epoch 0 and no instance in the database, which begins anew.
    private async Task<Instance> BeginAsync(CancellationToken cancellation)
    {
        var begun = new Instance(NewId(), 0);
        file!.Write(begun);
        await database.WriteAsync(transaction => SaveAsync(transaction, begun, cancellation), cancellation);
        return begun;
    }

    // At every moment the database is level with the file or one ahead. Whoever adopted it meanwhile is not overwritten.
    private async Task<bool> RaiseAsync(Instance known, CancellationToken cancellation)
    {
        var raised = known with { Epoch = known.Epoch + 1 };
        var isRaised = await database.WriteAsync(
            async transaction =>
            {
                if ((await ReadAsync(transaction.Connection!, cancellation)).Known != known)
                    return false;
                if (file!.Read() != known)
                    file.Write(known);
                await SaveAsync(transaction, raised, cancellation);
                return true;
            },
            cancellation);
        if (isRaised)
            file!.Write(raised);
        else
            Objection = "it was adopted at this moment";
        return isRaised;
    }

    private static async Task<(Instance? Known, bool IsFresh)> ReadAsync(DbConnection connection, CancellationToken cancellation)
    {
        var rows = (await connection.QueryAsync($"select name, value from kept_values where name in ('{Id}', '{Epoch}')", row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), cancellation)).ToDictionary();
        var used = await connection.QueryAsync("select case when exists (select 1 from marks) or exists (select 1 from subscribers) then 1 else 0 end", row => row.GetInt64(0) != 0, cancellation);
        return (rows.Count == 2 ? new(rows[Id], long.Parse(rows[Epoch], CultureInfo.InvariantCulture)) : null, !used[0]);
    }

    private static async Task SaveAsync(DbTransaction transaction, Instance instance, CancellationToken cancellation)
    {
        await transaction.ReplaceAsync(Id, instance.Id, cancellation);
        await transaction.ReplaceAsync(Epoch, instance.Epoch.ToString(CultureInfo.InvariantCulture), cancellation);
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
