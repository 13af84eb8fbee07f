namespace Publisher.Posts;

/// <summary>Published posts by a path of the site.</summary>
internal sealed class Places
{
    private readonly Ordered<Placed> placed;

    private Places(Ordered<Placed> placed) => this.placed = placed;

    public static Places None { get; } = new(new(Placed.Order));

    /// <summary>Whether no two posts share a path.</summary>
    public bool AreAlone => placed.Zip(placed.Skip(1)).All(pair => pair.First.Path != pair.Second.Path);

    public Places With(IEnumerable<Placed> without, IEnumerable<Placed> with) => new(placed.With(without, with));

    /// <summary>All at a path, the one that is shown there first.</summary>
    public IEnumerable<Post> At(string path) => placed.From(new(path, null), other => other.Path == path).Select(other => other.Post!);

    /// <summary>The one that is shown at a path; null where none is.</summary>
    public Post? First(string path) => At(path).FirstOrDefault();
}
