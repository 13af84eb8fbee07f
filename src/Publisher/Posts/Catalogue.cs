namespace Publisher.Posts;

/// <summary>All posts at one moment: an immutable snapshot that readers share without locks. A post that did not change is the same object as in the snapshot before.</summary>
internal sealed class Catalogue
{
    public static Catalogue Empty { get; } = new() { Posts = [], Published = [], Files = new Dictionary<string, ReadFile>() };

    /// <summary>Every file that was seen, by path, with its verdict.</summary>
    public required IReadOnlyList<Post> Posts { get; init; }

    /// <summary>What readers see, newest first, ties by id.</summary>
    public required IReadOnlyList<Post> Published { get; init; }

    public required IReadOnlyDictionary<string, ReadFile> Files { get; init; }

    /// <summary>What the next catalogue is made from.</summary>
    public Shelves Shelves { get; init; } = Shelves.Empty;

    /// <summary>Why the folder could not be read; the posts are then those of the last good look.</summary>
    public string? FolderProblem { get; init; }

    /// <summary>Whether a look through the whole folder left files for the next because they were still being written.</summary>
    public bool IsSettling { get; init; }

    /// <summary>When a post becomes due or expires without any file changing.</summary>
    public DateTimeOffset? NextChange { get; init; }

    public IEnumerable<Problem> Problems => Posts.SelectMany(post => post.Problems);

    /// <summary>The published post at an address of the site; null where there is none.</summary>
    public Post? At(Uri address) => Shelves.ByAddress.First(Key(address));

    /// <summary>Every old path of the site by its post's word, decoded and without slashes around it.</summary>
    public IEnumerable<(string Path, Post Post)> Moves =>
        Published.SelectMany(post => OldPaths(post).Select(old => (Path: old, Post: post))).DistinctBy(moved => moved.Path);

    /// <summary>The published post that stood at a path of the site before, by its own word; null where none did.</summary>
    public Post? MovedFrom(string path) => Shelves.ByOldPath.First(OldKey(path));

    /// <summary>The problems that posts have now and had not before.</summary>
    public IEnumerable<Problem> ProblemsSince(Catalogue before) =>
        ChangesSince(before).SelectMany(change => (change.Now?.Problems ?? []).Except(change.Before?.Problems ?? []));

    /// <summary>The files whose posts are other objects than before, by path; null where there was none, or is none.</summary>
    public IEnumerable<(Post? Before, Post? Now)> ChangesSince(Catalogue before)
    {
        for (int old = 0, at = 0; old < before.Posts.Count || at < Posts.Count;)
        {
            var (was, post) = (old < before.Posts.Count ? before.Posts[old] : null, at < Posts.Count ? Posts[at] : null);
            var order = ReferenceEquals(was, post) ? 0 : was is null ? 1 : post is null ? -1 : string.CompareOrdinal(was.Path, post.Path);
            if (!ReferenceEquals(was, post))
                yield return (order <= 0 ? was : null, order >= 0 ? post : null);
            (old, at) = (order <= 0 ? old + 1 : old, order >= 0 ? at + 1 : at);
        }
    }

    /// <summary>The same posts, with what is to be said of the folder.</summary>
    public Catalogue With(string? folderProblem, bool isSettling) => FolderProblem == folderProblem && IsSettling == isSettling ? this : new()
    {
        Posts = Posts,
        Published = Published,
        Files = Files,
        Shelves = Shelves,
        NextChange = NextChange,
        FolderProblem = folderProblem,
        IsSettling = isSettling,
    };

    /// <summary>What two posts must not share if both are to be shown.</summary>
    public static string Address(Post post) => Key(post.Url!);

    /// <summary>Newest first, ties by id.</summary>
    public static IEnumerable<Post> InOrder(IEnumerable<Post> posts) => posts.Order(Placed.NewestFirst);

    /// <summary>The paths that a post stood at before, by its own word. Obsidian's aliases are names.</summary>
    public static IEnumerable<string> OldPaths(Post post) =>
        post.Redirects.Where(old => old.Contains('/', StringComparison.Ordinal)).Select(OldKey).Distinct();

    private static string OldKey(string old) =>
        Uri.UnescapeDataString(Uri.TryCreate(old, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https" ? whole.AbsolutePath : old).Trim('/');

    /// <summary>The path of an address as it is compared: %e3 and %E3 are the same byte.</summary>
    public static string Key(Uri address) => Uri.UnescapeDataString(address.AbsolutePath).TrimEnd('/');
}
