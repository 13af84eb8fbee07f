using Publisher.Posts.Identity;

namespace Publisher.Posts;

/// <summary>Holds the catalogue that is in force while the service runs.</summary>
internal sealed class CatalogueStore(CatalogueReader reader, PostRegister register)
{
    private RegisterIndex? known;
    private volatile Catalogue current = Catalogue.Empty;

    public Catalogue Current => current;

    /// <summary>How long until a file that was still being written is to be looked at again; null where none was left.</summary>
    public TimeSpan? Left => reader.Left;

    /// <summary>Looks through the whole folder and puts the next catalogue in force. Ids are on disk before anybody sees them. Not to be run twice at once.</summary>
    /// <returns>The catalogue in force: the same object as before when nothing changed.</returns>
    public async Task<Catalogue> RefreshAsync(CancellationToken cancellation)
    {
        known ??= new((await register.LoadAsync(cancellation)).Values);
        return await PutAsync(known, await reader.ReadAsync(current, known, cancellation), cancellation);
    }

    /// <summary>The same for what was hinted at, without waiting for files that are still being written.</summary>
    public async Task<Catalogue> RefreshAsync(Hint hint, CancellationToken cancellation)
    {
        known ??= new((await register.LoadAsync(cancellation)).Values);
        return await PutAsync(known, reader.Read(current, known, hint), cancellation);
    }

    private async Task<Catalogue> PutAsync(RegisterIndex known, (Catalogue Catalogue, IReadOnlyList<RegisteredPost> Changes) next, CancellationToken cancellation)
    {
        await register.SaveAsync(next.Changes, cancellation);
        known.Learn(next.Changes);
        return current = next.Catalogue;
    }
}
