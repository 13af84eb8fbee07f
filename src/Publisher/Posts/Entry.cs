using Publisher.Posts.Reading;

namespace Publisher.Posts;

/// <summary>A file as it was read last.</summary>
/// <param name="Read">What the reader made of it.</param>
/// <param name="LastGood">The last version that was no fault; it stands in while the file is broken.</param>
internal sealed record ReadFile(FileStamp Stamp, Post Read, Post? LastGood)
{
    /// <summary>Why it was no post by its place alone.</summary>
    public string? NoPost { get; init; }

    /// <summary>Whether it leads to another file, whose changes are then its own.</summary>
    public bool IsLink { get; init; }

    /// <summary>What is shown: while the file is broken, its last good version.</summary>
    public Post InForce => LastGood is { } good && good != Read
        ? good with { Problems = [.. Read.Problems, new(good.Path, 0, Severity.Warning, $"its last good version stays published ({Read.Reason})")] }
        : Read;

    public bool IsOf(FoundFile file) => Stamp == file.Stamp && NoPost == file.NoPost;
}

/// <summary>What the catalogue keeps of a file: the post at each stage, so that a later stage can be done again without the earlier.</summary>
/// <param name="Judged">With the verdict of the time.</param>
/// <param name="Identified">With its id.</param>
/// <param name="Shown">With what other posts have to do with it: what everybody sees.</param>
internal sealed record Entry(string Path, ReadFile File, Post Judged, Post Identified, Post Shown)
{
    public static IComparer<Entry> ByPath { get; } = Comparer<Entry>.Create((one, other) => string.CompareOrdinal(one.Path, other.Path));

    /// <summary>Whether it would be published but for another post of its id.</summary>
    public bool IsClash => Judged.IsPublished && !Identified.IsPublished;

    /// <summary>For looking up only.</summary>
    public static Entry At(string path) => new(path, null!, null!, null!, null!);
}
