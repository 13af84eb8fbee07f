namespace Publisher.Posts.Identity;

/// <summary>The posts whose ids may change with some files, and the rows of the register that they have to do with: those of the same path, of the same text and of the id that a post names, and what these have to do with in turn. All others stay as they are.</summary>
internal sealed class Affected
{
    private readonly Dictionary<string, Post?> posts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RegisteredPost> rows = new(StringComparer.Ordinal);

    private Affected()
    {
    }

    /// <summary>By path.</summary>
    public IReadOnlyList<Post> Posts => field ??= [.. posts.Values.OfType<Post>().OrderBy(post => post.Path, StringComparer.Ordinal)];

    public IEnumerable<RegisteredPost> Rows => rows.Values;

    /// <summary>Everything, where nothing is known yet of what lies in the folder.</summary>
    public static Affected All(IReadOnlyCollection<Post> present, RegisterIndex known)
    {
        var all = new Affected();
        all.posts.EnsureCapacity(present.Count);
        foreach (var post in present)
            all.posts.Add(post.Path, post);
        foreach (var row in known.Rows)
            all.rows.Add(row.Id, row);
        return all;
    }

    /// <param name="paths">Of the files that changed, and of those that name an id which another post has.</param>
    /// <param name="present">What lies at a path now; null for nothing.</param>
    public static Affected By(IEnumerable<string> paths, Func<string, Post?> present, RegisterIndex known)
    {
        var affected = new Affected();
        var open = new Stack<string>(paths);
        while (open.TryPop(out var path))
        {
            if (!affected.posts.TryAdd(path, present(path)))
                continue;
            foreach (var row in affected.Reach(path, known).Where(row => row.Gone is null))
                open.Push(row.Path);
        }

        return affected;
    }

    /// <returns>The rows that were not reached before.</returns>
    private List<RegisteredPost> Reach(string path, RegisterIndex known)
    {
        var reached = new List<RegisteredPost>();
        Add(known.At(path));
        if (posts[path] is { IsPublished: true } post)
        {
            Add(known.WithContent(post.ContentHash));
            if (post.OwnId is not null && known.Find(PostIds.FromOwn(post.OwnId)) is { } named)
                Add([named]);
        }

        // Posts of one text have to do with each other.
        for (var i = 0; i < reached.Count; i++)
            Add(known.WithContent(reached[i].ContentHash));
        return reached;

        void Add(IReadOnlyList<RegisteredPost> more) => reached.AddRange(more.Where(row => rows.TryAdd(row.Id, row)));
    }
}
