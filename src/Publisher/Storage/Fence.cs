using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;

namespace Publisher.Storage;

/// <summary>Tells a database that was put back or copied from the one that was in use: mail that went out since would go out again. Without a file, as in memory, nothing can be told.</summary>
internal sealed class Fence(Database database, InstanceFile? file, string? askPlace = null) : IDisposable
{
    private readonly SemaphoreSlim alone = new(1);

    /// <summary>The kept value that says how often the database was used. 0 in a copy makes it older than any that mailed.</summary>
    public const string Epoch = "instance.epoch";

    private const string Id = "instance.id";
    private const string Place = "instance.place";
    private const string Moved = "instance.moved";

    // The files of other nodes are not at hand when a database is adopted: it is put far ahead of them all.
    private const long Leap = 1_000_000_000;

    private const string Left = "it was copied to ";

    private bool IsShared => askPlace is not null;

    private InstanceFile? Kept => file;

    /// <summary>Why nothing may be mailed from this database; null where it may. Known after the first <see cref="StandAsync"/>.</summary>
    public string? Objection { get; private set; }

    public static Fence Of(Database database, StorageOptions options) =>
        database.IsShared ? new(database, new(options.InstanceFile), database.AskPlace)
        : new(database, StorageRoom.FileOf(options) is { } path && File.Exists(path) ? InstanceFile.Of(path) : null);

    /// <summary>Whether this is the database that was in use. Writes nothing; for who looks on while the service runs.</summary>
    public async Task<string?> LookAsync(CancellationToken cancellation)
    {
        if (file is null)
            return null;
        var kept = file.Read();
        await using var connection = await database.OpenAsync(cancellation);
        if (await LeftAsync(connection, cancellation) is { } left)
            return left;
        var (known, isFresh) = await ReadAsync(connection, cancellation);
        if (IsShared)
            return JudgeShared(known, kept, isFresh, await IsMovedAsync(connection, cancellation), file.Path);
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
            if ((Objection = await LeftAsync(connection, cancellation)) is not null)
                return false;
            var (known, isFresh) = await ReadAsync(connection, cancellation);
            if (IsShared)
            {
                Objection = JudgeShared(known, kept, isFresh, await IsMovedAsync(connection, cancellation), file.Path);
                return Objection is null && await RaiseSharedAsync(cancellation);
            }

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
                await transaction.ExecuteAsync("delete from kept_values where name = @name", cancellation, ("name", Moved));
                if (IsShared && (await ReadAsync(transaction.Connection!, cancellation)).Known is { } known)
                    adopted = known with { Epoch = Math.Max(known.Epoch, file?.Read()?.Epoch ?? 0) + Leap };
                await SaveAsync(transaction, adopted, cancellation);
                if (IsShared)
                    await transaction.ReplaceAsync(Place, await PlaceAsync(transaction.Connection!, cancellation), cancellation);
            },
            cancellation);
        // A crash before this leaves a database that does not match, and can be adopted again.
        file?.Write(adopted);
        Objection = null;
    }

    /// <summary>Hands the right to mail to a copy: this database mails no more, and the copy is one of its own. A crash in between leaves none that mails.</summary>
    /// <param name="copy">What is copied, in the transaction that makes it count.</param>
    /// <param name="other">The copy's fence.</param>
    /// <param name="name">The copy in words.</param>
    public async Task HandOverAsync(DbTransaction copy, Fence other, string name, CancellationToken cancellation)
    {
        await database.WriteAsync(transaction => transaction.ReplaceAsync(Moved, name, cancellation), cancellation);
        var begun = new Instance(NewId(), 1);
        other.Kept?.Write(begun);
        await SaveAsync(copy, begun, cancellation);
        await copy.ExecuteAsync("delete from kept_values where name in (@place, @moved)", cancellation, ("place", Place), ("moved", Moved));
        await copy.ExecuteAsync("delete from nodes", cancellation);
        if (other.IsShared)
            await copy.ReplaceAsync(Place, await other.PlaceAsync(copy.Connection!, cancellation), cancellation);
    }

    /// <summary>Whether an objection says that the database was left for a copy of it.</summary>
    public static bool IsLeft(string objection) => objection.StartsWith(Left, StringComparison.Ordinal);

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

    /// <summary>The same for a database that several nodes share: each has a file of its own, which may be behind, and a new node has none.</summary>
    /// <param name="isMoved">Whether the database says that it was in use on another server, or under another name.</param>
    public static string? JudgeShared(Instance? known, Instance? kept, bool isFresh, bool isMoved, string path)
    {
        if (isMoved)
            return "it is a copy: it was in use on another server or under another name";
        if (known is null)
            return isFresh || kept is null ? null : $"it is an old copy: {path} was written for a later one";
        if (kept is not null && kept.Id != known.Id)
            return $"it is another database than the one that {path} was written for";
        return kept is not null && known.Epoch < kept.Epoch ? $"it is an older copy of itself: {path} says that it was in use since" : null;
    }

    // The database comes first: the files of nodes are behind it, never ahead.
    private async Task<bool> RaiseSharedAsync(CancellationToken cancellation)
    {
        file!.Write(await database.WriteAsync(
            async transaction =>
            {
                var known = (await ReadAsync(transaction.Connection!, cancellation)).Known;
                var raised = known is null ? new Instance(NewId(), 1) : known with { Epoch = known.Epoch + 1 };
                await SaveAsync(transaction, raised, cancellation);
                await transaction.KeepAsync(Place, await PlaceAsync(transaction.Connection!, cancellation), cancellation);
                return raised;
            },
            cancellation));
        return true;
    }

    private async Task<bool> IsMovedAsync(DbConnection connection, CancellationToken cancellation)
    {
        var kept = await connection.QueryAsync($"select value from kept_values where name = '{Place}'", row => row.GetString(0), cancellation);
        return kept is [var place] && place != await PlaceAsync(connection, cancellation);
    }

    private async Task<string> PlaceAsync(DbConnection connection, CancellationToken cancellation) => (await connection.QueryAsync(askPlace!, row => row.GetString(0), cancellation))[0];

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

    private static async Task<string?> LeftAsync(DbConnection connection, CancellationToken cancellation)
    {
        var moved = await connection.QueryAsync($"select value from kept_values where name = '{Moved}'", row => row.GetString(0), cancellation);
        return moved is [var name] ? $"{Left}{name}, and mail goes out from there" : null;
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
