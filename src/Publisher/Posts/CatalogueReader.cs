using System.Collections.Concurrent;
using Publisher.Posts.Identity;
using Publisher.Posts.Reading;

namespace Publisher.Posts;

/// <summary>Looks through the folder and makes the next catalogue. Only files that changed are read again.</summary>
internal sealed class CatalogueReader(PostsOptions options, SiteFile siteFile, PostFinder finder, PostReader reader, TimeProvider time)
{
    private readonly bool future = options.Future ?? siteFile.Future ?? false;

    /// <summary>Reads the folder once.</summary>
    /// <param name="known">The register of ids.</param>
    /// <returns>The new catalogue, or <paramref name="previous"/> itself when nothing changed; and what the register has to learn.</returns>
    public async Task<(Catalogue Catalogue, IReadOnlyList<RegisteredPost> Changes)> ReadAsync(
        Catalogue previous, IReadOnlyDictionary<string, RegisteredPost> known, CancellationToken cancellation)
    {
        var (found, problem) = Look();
        if (found is null)
            return (previous.FolderProblem == problem ? previous : With(previous, problem), []);

        var isSettling = false;
        if (previous != Catalogue.Empty && Differs(found, previous))
        {
            var first = found;
            await Task.Delay(options.Settle, time, cancellation);
            (found, problem) = Look();
            if (found is null)
                return (With(previous, problem), []);
            (found, isSettling) = Settled(first, found, previous);
        }

        var now = time.GetUtcNow();
        return !Differs(found, previous) && previous.FolderProblem is null && !(previous.NextChange <= now) && previous.IsSettling == isSettling && previous != Catalogue.Empty
            ? (previous, [])
            : Build(Read(found, previous), known, now, isSettling);
    }

    private (Dictionary<string, FoundFile>? Found, string? Problem) Look()
    {
        try
        {
            return finder.Find() is { } found ? (found, null) : (null, $"the posts folder {options.Folder} is not there; feeds stay as they are and nothing new is mailed until it is back");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, $"the posts folder {options.Folder} cannot be read: {fault.Message}");
        }
    }

    // A file is read when two looks, some time apart, saw the same: then its save has finished. What still changes is left for the next look, and stays as it was.
    private static (Dictionary<string, FoundFile> Found, bool IsSettling) Settled(Dictionary<string, FoundFile> first, Dictionary<string, FoundFile> second, Catalogue previous)
    {
        var settled = new Dictionary<string, FoundFile>(StringComparer.Ordinal);
        var isSettling = false;
        foreach (var path in first.Keys.Union(second.Keys))
        {
            var (before, after) = (first.GetValueOrDefault(path), second.GetValueOrDefault(path));
            if (before == after && after is not null)
                settled[path] = after;
            else if (before != after)
            {
                isSettling = true;
                if (previous.Files.TryGetValue(path, out var kept))
                    settled[path] = (after ?? before!) with { Stamp = kept.Stamp };
            }
        }

        return (settled, isSettling);
    }

    private static bool Differs(Dictionary<string, FoundFile> found, Catalogue previous) =>
        found.Count != previous.Files.Count || found.Values.Any(file => !previous.Files.TryGetValue(file.Path, out var read) || read.Stamp != file.Stamp);

    private ConcurrentDictionary<string, ReadFile> Read(Dictionary<string, FoundFile> found, Catalogue previous)
    {
        var files = new ConcurrentDictionary<string, ReadFile>(StringComparer.Ordinal);
        Parallel.ForEach(found.Values, file =>
        {
            var before = previous.Files.GetValueOrDefault(file.Path);
            files[file.Path] = before?.Stamp == file.Stamp ? before : Next(file, before, reader.Read(file));
        });
        return files;
    }

    private static ReadFile Next(FoundFile file, ReadFile? before, Post post) =>
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

    private (Catalogue, IReadOnlyList<RegisteredPost>) Build(IReadOnlyDictionary<string, ReadFile> files, IReadOnlyDictionary<string, RegisteredPost> known, DateTimeOffset now, bool isSettling)
    {
        var judged = files.Values.Select(file => Verdict.At(InForce(file), now, options.Drafts, future)).OrderBy(post => post.Path, StringComparer.Ordinal);
        var (identified, changes) = PostIdentity.Assign(known, [.. judged], now);
        var posts = WithAddressesApart(identified);
        var catalogue = new Catalogue
        {
            Posts = posts,
            Published = [.. Catalogue.InOrder(posts.Where(post => post.IsPublished))],
            Files = files,
            IsSettling = isSettling,
            NextChange = posts.Select(Verdict.NextChange).Where(at => at > now).Min(),
        };
        return (catalogue, changes);
    }

    // Both stay in the feeds; the site can show one only.
    private static List<Post> WithAddressesApart(IReadOnlyList<Post> posts)
    {
        var shown = posts.Where(post => post.IsPublished).GroupBy(Catalogue.Address).ToDictionary(same => same.Key, same => Catalogue.InOrder(same).First());
        return [.. posts.Select(post => post.IsPublished && shown[Catalogue.Address(post)] is var first && first != post
            ? post with { Problems = [.. post.Problems, new(post.Path, 0, Severity.Warning, $"it has the same address as {first.Path}, which is shown there; give one of them another permalink or slug")] }
            : post)];
    }

    private static Post InForce(ReadFile file) => file.LastGood is { } good && good != file.Read
        ? good with { Problems = [.. file.Read.Problems, new(good.Path, 0, Severity.Warning, $"its last good version stays published ({file.Read.Reason})")] }
        : file.Read;

    private static Catalogue With(Catalogue catalogue, string? problem) => new()
    {
        Posts = catalogue.Posts,
        Published = catalogue.Published,
        Files = catalogue.Files,
        NextChange = catalogue.NextChange,
        FolderProblem = problem,
    };
}
