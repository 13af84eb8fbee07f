using Publisher.Posts.Identity;

namespace Publisher.Posts;

/// <summary>Holds the catalogue that is in force while the service runs.</summary>
internal sealed class CatalogueStore(CatalogueReader reader, PostRegister register)
{
    private RegisterIndex? known;
    private SharedRegister? shared;
    private string? sum;
    private volatile Catalogue current = Catalogue.Empty;

    public Catalogue Current => current;

    /// <summary>How long until a file that was still being written is to be looked at again; null where none was left.</summary>
    public TimeSpan? Left => reader.Left;

    /// <summary>Looks through the whole folder and puts the next catalogue in force. Ids are on disk before anybody sees them. Not to be run twice at once.</summary>
    /// <returns>The catalogue in force: the same object as before when nothing changed.</returns>
    public Task<Catalogue> RefreshAsync(CancellationToken cancellation) => PutAsync(known => reader.ReadAsync(current, known, cancellation), cancellation);

    /// <summary>The same for what was hinted at, without waiting for files that are still being written.</summary>
    public Task<Catalogue> RefreshAsync(Hint hint, CancellationToken cancellation) => PutAsync(known => Task.FromResult(reader.Read(current, known, hint)), cancellation);

    private async Task<Catalogue> PutAsync(Func<RegisterIndex, Task<(Catalogue Catalogue, IReadOnlyList<RegisteredPost> Changes)>> read, CancellationToken cancellation)
    {
        if (known is null || register.IsShared)
            await LearnAsync(cancellation);
        var next = await read(known!);
        // Another node was told of an edit first: what it noted of it holds.
        if (shared?.Settle(next.Changes, known!) == true)
            next = await read(known!);
        var changes = shared is null ? next.Changes : SharedRegister.Own(next.Changes, await BeforeAsync(cancellation));
        await register.SaveAsync(changes, cancellation);
        known!.Learn(changes);
        if (shared is not null)
            await NoteAsync(next.Catalogue, cancellation);
        return current = next.Catalogue;
    }

    // At the first look it is what this node had when it ended.
    private async Task<IEnumerable<string>> BeforeAsync(CancellationToken cancellation) =>
        current == Catalogue.Empty ? SharedRegister.Before(known!.Rows, await register.LastSumAsync(cancellation)) : SharedRegister.Here(known!.Rows, current);

    private async Task NoteAsync(Catalogue next, CancellationToken cancellation)
    {
        if (next == current)
            return;
        var now = SharedRegister.SumOf(SharedRegister.Here(known!.Rows, next));
        if (now == sum)
            return;
        await register.SaveSumAsync(now, cancellation);
        sum = now;
    }

    private async Task LearnAsync(CancellationToken cancellation)
    {
        var rows = (await register.LoadAsync(cancellation)).Values;
        if (known is null)
            known = new(rows);
        else
            known.Learn(shared!.News(rows, known));
        shared ??= register.IsShared ? new() : null;
    }
}
