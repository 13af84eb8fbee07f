namespace Publisher.Posts;

/// <summary>A published post at a path of the site. Of those at the same path the newest stands first.</summary>
internal sealed record Placed(string Path, Post? Post)
{
    public static IComparer<Placed> Order { get; } = Comparer<Placed>.Create((one, other) =>
        string.CompareOrdinal(one.Path, other.Path) is not 0 and var order ? order : Compare(one.Post, other.Post));

    /// <summary>Ties by id.</summary>
    public static IComparer<Post> NewestFirst { get; } = Comparer<Post>.Create(Compare);

    // No post comes before all: it finds the first.
    private static int Compare(Post? one, Post? other) =>
        one is null || other is null ? (one is null ? 0 : 1) - (other is null ? 0 : 1)
        : Nullable.Compare(other.Stamp, one.Stamp) is not 0 and var order ? order
        : string.CompareOrdinal(one.Id, other.Id);
}

/// <summary>When the verdict on a post changes by itself.</summary>
internal readonly record struct Due(DateTimeOffset At, string Path)
{
    public static IComparer<Due> Order { get; } = Comparer<Due>.Create((one, other) =>
        one.At.CompareTo(other.At) is not 0 and var order ? order : string.CompareOrdinal(one.Path, other.Path));
}
