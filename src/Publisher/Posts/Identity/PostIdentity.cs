namespace Publisher.Posts.Identity;

/// <summary>The posts with their ids, and what the register has to learn.</summary>
internal sealed record Identified(IReadOnlyList<Post> Posts, IReadOnlyList<RegisteredPost> Changes);

/// <summary>Decides which post is which: edits keep their id by the path, moves by the content, and a name that is used again by another text gets a new one.</summary>
internal sealed class PostIdentity
{
    // So many posts of one instant differ; a folder without any dates of its own has no more to gain.
    private const int MostStamps = 3600;

    private readonly RegisterIndex known;
    private readonly Func<string, Post?> present;
    private readonly DateTimeOffset now;
    private readonly Dictionary<string, string> taken = [];
    private readonly HashSet<string> retired = [];
    private readonly HashSet<DateTimeOffset> stamps = [];
    private readonly List<RegisteredPost> changes = [];

    private PostIdentity(RegisterIndex known, Func<string, Post?> present, DateTimeOffset now) => (this.known, this.present, this.now) = (known, present, now);

    /// <param name="known">The register, by id.</param>
    /// <param name="posts">Every file that is there now, by path.</param>
    public static Identified Assign(IReadOnlyDictionary<string, RegisteredPost> known, IReadOnlyList<Post> posts, DateTimeOffset now)
    {
        var (rows, present) = (new RegisterIndex(known.Values), posts.ToDictionary(post => post.Path, StringComparer.Ordinal));
        return Assign(rows, path => present.GetValueOrDefault(path), Affected.All(posts, rows), now);
    }

    /// <summary>Decides anew on those posts alone that a change has to do with: the same as for all, since the others would decide as they did.</summary>
    /// <param name="present">What lies at a path now; null for nothing.</param>
    public static Identified Assign(RegisterIndex known, Func<string, Post?> present, Affected affected, DateTimeOffset now) =>
        new PostIdentity(known, present, now).Assign(affected.Posts, affected.Rows);

    private Identified Assign(IReadOnlyList<Post> posts, IEnumerable<RegisteredPost> rows)
    {
        var identified = posts.Where(post => post.IsPublished).OrderBy(Turn).Select(Identify).ToList();
        // The order in which stamps are given is the order of the feed, where ties go by id: the first comes last.
        var assigned = identified.OrderByDescending(one => one.Id, StringComparer.Ordinal).Select(Stamped).ToDictionary(post => post.Path);
        foreach (var row in rows.Where(row => row.Gone is null && IsFree(row)))
        {
            if (present(row.Path) is null || assigned.GetValueOrDefault(row.Path)?.IsPublished == true)
                changes.Add(row with { Gone = now });
        }

        return new([.. posts.Select(post => assigned.GetValueOrDefault(post.Path, post))], changes);
    }

    // The surer a post is of its id, the sooner its turn: a copy never takes the id of what it was copied from.
    private int Turn(Post post)
    {
        var here = At(post.Path);
        if (post.OwnId is { } own)
            return here?.Id == PostIds.FromOwn(own) ? 0 : 1;
        return here is not null && Lies(here, post) ? 0 : Moved(post) is not null ? 2 : here is not null ? 3 : 4;
    }

    private (Post Post, string Id, RegisteredPost? Row) Identify(Post post)
    {
        var own = post.OwnId is null ? null : PostIds.FromOwn(post.OwnId);
        var named = own is null ? null : known.Find(own);
        var former = Former(post);
        var row = named ?? former;
        var id = own ?? row?.Id ?? Fresh(post);
        if (!taken.TryAdd(id, post.Path))
            return (Clash(post, taken[id]), "", null);
        if (former is not null && former.Id != id && (named is null || Lies(former, post)))
            Retire(former);
        return (post, id, row);
    }

    private Post Stamped((Post Post, string Id, RegisteredPost? Row) identified)
    {
        var (post, id, row) = identified;
        if (!post.IsPublished)
            return post;
        // Feeds count in seconds.
        var published = DateTimeOffset.FromUnixTimeSeconds(post.Published!.Value.ToUnixTimeSeconds());
        var stamp = post.Published!.Value.TimeOfDay == TimeSpan.Zero ? Stamp(published, row, id) : published;
        var updated = post.OwnUpdated ?? Changed(post, row);
        Learn(new(id, row is not null && row.Id != id ? row.Id : row?.FormerId, post.Path, post.ContentHash, row?.FirstSeen ?? now, Changed(post, row), Gone: null, published, stamp));
        return post with { Id = id, Stamp = stamp, Updated = updated < stamp ? stamp : updated };
    }

    // Posts of one day that name no time would all be of its midnight, and every reader had another order of them. What a post has once it keeps, and the time of one that is gone waits for its return.
    private DateTimeOffset Stamp(DateTimeOffset published, RegisteredPost? row, string id)
    {
        if (row?.Stamp is { } kept && row.Published == published && stamps.Add(kept))
            return kept;
        bool IsMine(DateTimeOffset stamp) => known.Stamped(stamp) is not { } other || other == id || other == row?.Id;
        var last = Math.Min(MostStamps, (long)(DateTimeOffset.MaxValue - published).TotalSeconds);
        for (var second = 0; second < last; second++)
        {
            if (published.AddSeconds(second) is var stamp && IsMine(stamp) && stamps.Add(stamp))
                return stamp;
        }

        return published;
    }

    /// <summary>What the register knows the post as, its own id left aside.</summary>
    private RegisteredPost? Former(Post post)
    {
        var here = At(post.Path);
        if (here is not null && !IsFree(here))
            here = null;
        return here is not null && Lies(here, post) ? here : Moved(post) ?? here;
    }

    /// <summary>The row of a text that lay elsewhere. A post that is known under its path is no return of one that is long gone.</summary>
    private RegisteredPost? Moved(Post post) => known.WithContent(post.ContentHash) is not { Count: > 0 } rows ? null : rows
        .Where(row => IsFree(row) && HasLeft(row, post) && (row.Gone is null || At(post.Path) is null))
        .OrderBy(row => row.Gone is null ? 0 : 1)
        .ThenBy(row => row.Path == post.Path ? 0 : 1)
        .ThenByDescending(row => row.Gone)
        .ThenBy(row => row.Path, StringComparer.Ordinal)
        .ThenBy(row => row.Id, StringComparer.Ordinal)
        .FirstOrDefault();

    private RegisteredPost? At(string path) => known.At(path).MinBy(row => row.Id, StringComparer.Ordinal);

    private bool IsFree(RegisteredPost row) => !taken.ContainsKey(row.Id) && !retired.Contains(row.Id);

    private static bool Lies(RegisteredPost row, Post post) => row.Path == post.Path && row.ContentHash == post.ContentHash;

    // Files that change names among each other: the text lies now where another post lay, or the text of another lies where it was. Else it is a copy, and its source was edited.
    private bool HasLeft(RegisteredPost row, Post post) =>
        row.Gone is not null
        || present(row.Path) is not { } there
        || (there.IsPublished && there.ContentHash != row.ContentHash && (At(post.Path) is not null || known.WithContent(there.ContentHash).Any(other => other.Gone is null)));

    // Without a text it is never found again but by its name: the id stays with the post that its author renamed.
    private void Retire(RegisteredPost row)
    {
        retired.Add(row.Id);
        changes.Add(row with { ContentHash = "", Gone = now });
    }

    private DateTimeOffset Changed(Post post, RegisteredPost? row) =>
        row is null ? post.Published!.Value : row.ContentHash == post.ContentHash ? row.Updated : now;

    private string Fresh(Post post)
    {
        if (post.FormerId is { } former && IsNew(former))
            return former;
        for (var turn = 0; ; turn++)
        {
            var id = PostIds.FromPath(post.Path, turn);
            if (IsNew(id))
                return id;
        }
    }

    private bool IsNew(string id) => known.Find(id) is null && !taken.ContainsKey(id);

    private void Learn(RegisteredPost row)
    {
        if (known.Find(row.Id) != row)
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
