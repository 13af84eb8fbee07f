namespace Publisher.Posts.Identity;

/// <summary>The posts with their ids, and what the register has to learn.</summary>
internal sealed record Identified(IReadOnlyList<Post> Posts, IReadOnlyList<RegisteredPost> Changes);

/// <summary>Decides which post is which: edits keep their id by the path, moves by the content, and a name that is used again by another text gets a new one.</summary>
internal sealed class PostIdentity
{
    private readonly IReadOnlyDictionary<string, RegisteredPost> known;
    private readonly DateTimeOffset now;
    private readonly HashSet<string> present;
    private readonly Dictionary<string, RegisteredPost> byPath;
    private readonly ILookup<string, RegisteredPost> movable;
    private readonly Dictionary<string, string> taken = [];
    private readonly List<RegisteredPost> changes = [];

    private PostIdentity(IReadOnlyDictionary<string, RegisteredPost> known, IReadOnlyList<Post> posts, DateTimeOffset now)
    {
        this.known = known;
        this.now = now;
        present = posts.Select(post => post.Path).ToHashSet(StringComparer.Ordinal);
        byPath = known.Values.Where(row => row.Gone is null).GroupBy(row => row.Path).ToDictionary(rows => rows.Key, rows => rows.First());
        movable = known.Values.Where(row => !present.Contains(row.Path) || row.Gone is not null).ToLookup(row => row.ContentHash);
    }

    /// <param name="known">The register, by id.</param>
    /// <param name="posts">Every file that is there now, by path.</param>
    public static Identified Assign(IReadOnlyDictionary<string, RegisteredPost> known, IReadOnlyList<Post> posts, DateTimeOffset now) =>
        new PostIdentity(known, posts, now).Assign(posts);

    private Identified Assign(IReadOnlyList<Post> posts)
    {
        // Who is known under its path comes first: a copy never takes the id of what it was copied from.
        var assigned = posts.Where(post => post.IsPublished)
            .OrderBy(post => byPath.ContainsKey(post.Path) ? 0 : 1)
            .ToDictionary(post => post.Path, Identify);
        foreach (var row in known.Values.Where(row => row.Gone is null && !present.Contains(row.Path) && !taken.ContainsKey(row.Id)))
            changes.Add(row with { Gone = now });
        return new([.. posts.Select(post => assigned.GetValueOrDefault(post.Path, post))], changes);
    }

    private Post Identify(Post post)
    {
        var row = Row(post);
        var id = post.OwnId is { } own ? PostIds.FromOwn(own) : row?.Id ?? Fresh(post.Path);
        if (!taken.TryAdd(id, post.Path))
            return Clash(post, taken[id]);
        var updated = post.OwnUpdated ?? Changed(post, row);
        var first = post.Published!.Value;
        Learn(new(id, row is not null && row.Id != id ? row.Id : row?.FormerId, post.Path, post.ContentHash, row?.FirstSeen ?? now, Changed(post, row), Gone: null));
        return post with { Id = id, Updated = updated < first ? first : updated };
    }

    private RegisteredPost? Row(Post post)
    {
        if (post.OwnId is { } own && known.GetValueOrDefault(PostIds.FromOwn(own)) is { } named)
            return named;
        return byPath.GetValueOrDefault(post.Path)
            ?? movable[post.ContentHash].Where(row => !taken.ContainsKey(row.Id)).OrderBy(row => row.Path == post.Path ? 0 : 1).ThenBy(row => row.Path, StringComparer.Ordinal).FirstOrDefault();
    }

    private DateTimeOffset Changed(Post post, RegisteredPost? row) =>
        row is null ? post.Published!.Value : row.ContentHash == post.ContentHash ? row.Updated : now;

    private string Fresh(string path)
    {
        for (var turn = 0; ; turn++)
        {
            var id = PostIds.FromPath(path, turn);
            if (!known.ContainsKey(id) && !taken.ContainsKey(id))
                return id;
        }
    }

    private void Learn(RegisteredPost row)
    {
        if (known.GetValueOrDefault(row.Id) != row)
            changes.Add(row);
    }

    private static Post Clash(Post post, string other)
    {
        var message = $"it has the same id as {other}; give one of them another id in its front matter";
        return post with
        {
            Status = PostStatus.Broken,
            Reason = message,
            Problems = [.. post.Problems, new(post.Path, 0, Severity.Error, message)],
        };
    }
}
