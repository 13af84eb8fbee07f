using Publisher.Posts;
using Publisher.Posts.Identity;

namespace Publisher.Tests.Posts;

/// <summary>Files and their register, without a disk. Every look checks what must always hold.</summary>
internal sealed class IdentifiedFolder
{
    private readonly SortedDictionary<string, Post> files = new(StringComparer.Ordinal);

    public Dictionary<string, RegisteredPost> Register { get; } = [];

    /// <summary>Every post of every look.</summary>
    public List<Post> History { get; } = [];

    /// <summary>What the register learned at the last look.</summary>
    public IReadOnlyList<RegisteredPost> Changes { get; private set; } = [];

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public IEnumerable<string> Names => files.Keys;

    public void Put(string name, string text, string? own = null, PostStatus status = PostStatus.Published, DateTimeOffset? updated = null) => files[name] = new()
    {
        Path = name,
        Status = status,
        OwnId = own,
        OwnUpdated = updated,
        ContentHash = text,
        Published = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(-2),
    };

    public void Move(string from, string to)
    {
        files[to] = files[from] with { Path = to };
        files.Remove(from);
    }

    public void Remove(string name) => files.Remove(name);

    public Dictionary<string, Post> Look()
    {
        Now += TimeSpan.FromMinutes(1);
        var (posts, changes) = PostIdentity.Assign(Register, [.. files.Values], Now);
        Changes = changes;
        foreach (var change in changes)
            Register[change.Id] = change;

        var published = posts.Where(post => post.IsPublished).ToList();
        Assert.Equal(files.Keys, posts.Select(post => post.Path));
        Assert.DoesNotContain(published, post => post.Id.Length == 0 || post.Updated < post.Published);
        Assert.Equal(published.Count, published.Select(post => post.Id).Distinct().Count());
        Assert.All(published, post => Assert.Equal((post.Path, null), (Register[post.Id].Path, Register[post.Id].Gone)));
        History.AddRange(published);
        return posts.ToDictionary(post => post.Path);
    }
}
