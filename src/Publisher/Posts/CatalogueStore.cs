using Publisher.Posts.Identity;

namespace Publisher.Posts;

/// <summary>Holds the catalogue that is in force while the service runs.</summary>
internal sealed class CatalogueStore(CatalogueReader reader, PostRegister register)
{
    private Dictionary<string, RegisteredPost>? known;
    private volatile Catalogue current = Catalogue.Empty;

    public Catalogue Current => current;

    /// <summary>Looks through the folder and puts the next catalogue in force. Ids are on disk before anybody sees them. Not to be run twice at once.</summary>
    /// <returns>The catalogue in force: the same object as before when nothing changed.</returns>
    public async Task<Catalogue> RefreshAsync(CancellationToken cancellation)
    {
        known ??= await register.LoadAsync(cancellation);
        var (catalogue, changes) = await reader.ReadAsync(current, known, cancellation);
        await register.SaveAsync(changes, cancellation);
        foreach (var change in changes)
            known[change.Id] = change;
        return current = catalogue;
    }
}
