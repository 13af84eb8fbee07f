using System.Collections.Frozen;
using Publisher.Posts.Reading;

namespace Publisher.Posts;

/// <summary>A file as it was read last.</summary>
/// <param name="Read">What the reader made of it.</param>
/// <param name="LastGood">The last version that was no fault; it stands in while the file is broken.</param>
internal sealed record ReadFile(FileStamp Stamp, Post Read, Post? LastGood);

/// <summary>All posts at one moment: an immutable snapshot that readers share without locks.</summary>
internal sealed class Catalogue
{
    private FrozenDictionary<string, Post>? byAddress;
    private FrozenDictionary<string, Post>? byOldPath;

    public static Catalogue Empty { get; } = new() { Posts = [], Published = [], Files = new Dictionary<string, ReadFile>() };

    /// <summary>Every file that was seen, by path, with its verdict.</summary>
    public required IReadOnlyList<Post> Posts { get; init; }

    /// <summary>What readers see, newest first, ties by id.</summary>
    public required IReadOnlyList<Post> Published { get; init; }

    public required IReadOnlyDictionary<string, ReadFile> Files { get; init; }

    /// <summary>Why the folder could not be read; the posts are then those of the last good look.</summary>
    public string? FolderProblem { get; init; }

    /// <summary>Whether files were left for the next look because they were still being written.</summary>
    public bool IsSettling { get; init; }

    /// <summary>When a post becomes due or expires without any file changing.</summary>
    public DateTimeOffset? NextChange { get; init; }

    public IEnumerable<Problem> Problems => Posts.SelectMany(post => post.Problems);

    /// <summary>The published post at an address of the site; null where there is none.</summary>
    public Post? At(Uri address)
    {
        byAddress ??= Published.DistinctBy(Address).ToFrozenDictionary(Address);
        return byAddress.GetValueOrDefault(Key(address));
    }

    /// <summary>Every old path of the site by its post's word, decoded and without slashes around it.</summary>
    public IEnumerable<(string Path, Post Post)> Moves => ByOldPath.Select(moved => (moved.Key, moved.Value));

    /// <summary>The published post that stood at a path of the site before, by its own word; null where none did.</summary>
    public Post? MovedFrom(string path) => ByOldPath.GetValueOrDefault(OldKey(path));

    /// <summary>What two posts must not share if both are to be shown.</summary>
    public static string Address(Post post) => Key(post.Url!);

    /// <summary>Newest first, ties by id.</summary>
    public static IEnumerable<Post> InOrder(IEnumerable<Post> posts) =>
        posts.OrderByDescending(post => post.Published).ThenBy(post => post.Id, StringComparer.Ordinal);

    private FrozenDictionary<string, Post> ByOldPath => byOldPath ??= Published.SelectMany(post => post.Redirects.Where(IsPath).Select(old => (Path: OldKey(old), Post: post)))
        .DistinctBy(moved => moved.Path).ToFrozenDictionary(moved => moved.Path, moved => moved.Post);

    // Obsidian's aliases are names.
    private static bool IsPath(string old) => old.Contains('/', StringComparison.Ordinal);

    private static string OldKey(string old) =>
        Uri.UnescapeDataString(Uri.TryCreate(old, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https" ? whole.AbsolutePath : old).Trim('/');

    /// <summary>The path of an address as it is compared: %e3 and %E3 are the same byte.</summary>
    public static string Key(Uri address) => Uri.UnescapeDataString(address.AbsolutePath).TrimEnd('/');
}
