using System.Collections.Concurrent;
using Publisher.Posts.Identity;
using Publisher.Posts.Reading;

namespace Publisher.Posts;

/// <summary>Looks through the folder, or only where a change was hinted at, and makes the next catalogue. Only files that changed are read again. Not to be used twice at once.</summary>
internal sealed class CatalogueReader(PostsOptions options, SiteFile siteFile, PostFinder finder, PostReader reader, TimeProvider time)
{
    private readonly CatalogueBuilder builder = new(options.Drafts, options.Future ?? siteFile.Future ?? false);
    private readonly FolderLook folder = new(options.Folder, finder);
    private readonly Settling settling = new(options.Settle, time);

    /// <summary>How long until a file that was left is to be looked at again; null where none was.</summary>
    public TimeSpan? Left => settling.Left;

    /// <summary>Looks through the whole folder once.</summary>
    /// <param name="known">The register of ids.</param>
    /// <returns>The new catalogue, or <paramref name="previous"/> itself when nothing changed; and what the register has to learn.</returns>
    public Task<(Catalogue Catalogue, IReadOnlyList<RegisteredPost> Changes)> ReadAsync(
        Catalogue previous, IReadOnlyDictionary<string, RegisteredPost> known, CancellationToken cancellation) =>
        ReadAsync(previous, new RegisterIndex(known.Values), cancellation);

    /// <summary>Looks through the whole folder, and waits once for what changed to lie still.</summary>
    /// <param name="known">The register as <paramref name="previous"/> left it.</param>
    public async Task<(Catalogue Catalogue, IReadOnlyList<RegisteredPost> Changes)> ReadAsync(Catalogue previous, RegisterIndex known, CancellationToken cancellation)
    {
        var (still, problem) = Look(previous, Hint.Everywhere);
        if (problem is null && settling.IsAny)
        {
            await Task.Delay(options.Settle, time, cancellation);
            (still, problem) = Look(previous, Hint.Everywhere);
        }

        var (catalogue, changes) = Next(previous, known, still, problem);
        return (catalogue.With(catalogue.FolderProblem, settling.IsAny), changes);
    }

    /// <summary>Looks where a change was hinted at, and at what was left before. Waits for nothing: what does not lie still is left for later.</summary>
    public (Catalogue Catalogue, IReadOnlyList<RegisteredPost> Changes) Read(Catalogue previous, RegisterIndex known, Hint hint)
    {
        var (still, problem) = Look(previous, hint);
        return Next(previous, known, still, problem);
    }

    /// <returns>The files that changed and lie still.</returns>
    private (Dictionary<string, FoundFile?> Still, string? Problem) Look(Catalogue previous, Hint hint)
    {
        var now = time.GetTimestamp();
        var looked = settling.Ripe(now).Concat(hint.Paths.Keys).ToHashSet(StringComparer.Ordinal);
        var (changed, isWhole, problem) = folder.Changed(previous, hint, looked);
        if (previous == Catalogue.Empty || problem is not null)
            return (changed, problem);
        if (isWhole)
            settling.DoneBut(changed);
        foreach (var path in looked.Where(path => !changed.ContainsKey(path)))
            settling.Done(path);
        foreach (var (path, file) in changed)
            settling.Note(path, file, hint.Paths.TryGetValue(path, out var sign) ? sign : null, now);
        return (settling.Still(together: previous.Shelves.Entries.Count == 0, now), null);
    }

    private (Catalogue, IReadOnlyList<RegisteredPost>) Next(Catalogue previous, RegisterIndex known, Dictionary<string, FoundFile?> still, string? problem)
    {
        if (problem is not null)
            return (previous.With(problem, isSettling: false), []);
        var now = time.GetUtcNow();
        var read = Read(still, previous);
        foreach (var path in read.Keys)
            settling.Done(path);
        return read.IsEmpty && !(previous.NextChange <= now) && previous != Catalogue.Empty
            ? (previous.With(null, previous.IsSettling), [])
            : builder.Next(previous, read, known, now);
    }

    private ConcurrentDictionary<string, ReadFile?> Read(Dictionary<string, FoundFile?> files, Catalogue previous)
    {
        var read = new ConcurrentDictionary<string, ReadFile?>(StringComparer.Ordinal);
        Parallel.ForEach(files, file =>
        {
            if (file.Value is not { } found)
                read[file.Key] = null;
            else if (reader.Read(found) is var post && (previous == Catalogue.Empty || IsAsSeen(found, previous)))
                read[file.Key] = Next(found, previous.Shelves.At(file.Key)?.File, post);
        });
        return read;
    }

    // Else it was written to while it was read.
    private bool IsAsSeen(FoundFile file, Catalogue previous) => folder.Find(file.Path, previous)?.Stamp == file.Stamp;

    private static ReadFile Next(FoundFile file, ReadFile? before, Post post) => Kept(file, before, post) with { NoPost = file.NoPost, IsLink = file.IsLink };

    private static ReadFile Kept(FoundFile file, ReadFile? before, Post post) =>
        file.NoPost is not null ? new(file.Stamp, post, null)
        : post.Status is PostStatus.Broken or PostStatus.Skipped ? new(file.Stamp, post, before?.LastGood)
        : post.IsRepaired && before?.LastGood is { Status: PostStatus.Draft } ? StillDraft(file, post)
        : new(file.Stamp, post, post);

    // The flag may be what was damaged.
    private static ReadFile StillDraft(FoundFile file, Post post)
    {
        var draft = post with { Status = PostStatus.Draft, Reason = "it was a draft, and its front matter can only be read in part now" };
        return new(file.Stamp, draft, draft);
    }
}
