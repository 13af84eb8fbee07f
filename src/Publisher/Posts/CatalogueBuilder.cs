using Publisher.Posts.Identity;
using Publisher.Posts.Reading;

namespace Publisher.Posts;

/// <summary>Makes the next catalogue from the last and the files that changed: judges, identifies and keeps addresses apart for those alone, and for what they have to do with.</summary>
internal sealed class CatalogueBuilder(bool drafts, bool future)
{
    /// <param name="changed">The files that are new or were read again, by path; null for one that is gone.</param>
    /// <param name="known">The register as the last catalogue left it.</param>
    public (Catalogue Catalogue, IReadOnlyList<RegisteredPost> Changes) Next(Catalogue last, IReadOnlyDictionary<string, ReadFile?> changed, RegisterIndex known, DateTimeOffset now)
    {
        var shelves = last.Shelves;
        var files = new Dictionary<string, ReadFile?>(changed, StringComparer.Ordinal);
        foreach (var due in shelves.Due.TakeWhile(due => due.At <= now))
            files.TryAdd(due.Path, shelves.At(due.Path)!.File);

        var judged = files.ToDictionary(file => file.Key, file => file.Value is null ? null : Verdict.At(file.Value.InForce, now, drafts, future), StringComparer.Ordinal);
        Post? Present(string path) => judged.TryGetValue(path, out var post) ? post : shelves.At(path)?.Judged;
        var affected = shelves.Entries.Count == 0 ? Affected.All([.. judged.Values.OfType<Post>()], known) : Affected.By(judged.Keys.Concat(shelves.Clashes.Select(entry => entry.Path)), Present, known);
        var (identified, changes) = PostIdentity.Assign(known, Present, affected, now);

        var without = new List<Entry>();
        var with = new List<Entry>();
        foreach (var (post, before) in identified.Zip(affected.Posts))
            Replace(shelves.At(post.Path), before, post, files.GetValueOrDefault(post.Path), without, with);
        without.AddRange(files.Where(file => file.Value is null).Select(file => shelves.At(file.Key)).OfType<Entry>());
        return (Of(Apart(shelves.With(without, with, now), without, with), now), changes);
    }

    private static void Replace(Entry? old, Post judged, Post identified, ReadFile? file, List<Entry> without, List<Entry> with)
    {
        var same = old is not null && ReferenceEquals(old.Judged, judged) && IsSame(old.Identified, identified);
        if (same && (file is null || ReferenceEquals(old!.File, file)))
            return;
        if (old is not null)
            without.Add(old);
        with.Add(new(judged.Path, file ?? old!.File, judged, same ? old!.Identified : identified, same ? old!.Shown : identified));
    }

    // What an id brings with it; all else is of the judged post, which is the same.
    private static bool IsSame(Post one, Post other) =>
        (one.Id, one.Stamp, one.Updated, one.Status, one.Reason) == (other.Id, other.Stamp, other.Updated, other.Status, other.Reason);

    // Both stay in the feeds; the site can show one only.
    private static Shelves Apart(Shelves shelves, List<Entry> without, List<Entry> with)
    {
        // The first look at most blogs.
        if (with.Count == shelves.Entries.Count && shelves.ByAddress.AreAlone)
            return shelves;
        var addresses = without.Concat(with).Select(entry => entry.Identified).Where(post => post.IsPublished).Select(Catalogue.Address).ToHashSet(StringComparer.Ordinal);
        var otherwise = new List<(Entry, Entry)>();
        foreach (var address in addresses)
        {
            Post? first = null;
            foreach (var post in shelves.ByAddress.At(address))
            {
                var entry = shelves.At(post.Path)!;
                var shown = first is null ? post : Beside(first, post);
                first ??= post;
                if (!ReferenceEquals(entry.Shown, shown) && !entry.Shown.Problems.SequenceEqual(shown.Problems))
                    otherwise.Add((entry, entry with { Shown = shown }));
            }
        }

        return shelves.Showing(otherwise);
    }

    private static Post Beside(Post first, Post post) => post with
    {
        Problems = [.. post.Problems, new(post.Path, 0, Severity.Warning, $"it has the same address as {first.Path}, which is shown there; give one of them another permalink or slug")],
    };

    private static Catalogue Of(Shelves shelves, DateTimeOffset now) => new()
    {
        Posts = new ShownPosts(shelves.Entries),
        Published = shelves.Published,
        Files = new FilesByPath(shelves),
        Shelves = shelves,
        NextChange = shelves.Due.Count == 0 ? null : shelves.Due[0].At,
    };
}
