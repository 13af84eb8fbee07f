namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>All that a body may see of the world around it.</summary>
internal sealed record BodyContext
{
    public required Uri SiteUrl { get; init; }

    public string? SiteTitle { get; init; }

    /// <summary>What templates see as <c>site</c>: plain values only.</summary>
    public IReadOnlyDictionary<string, object?> Site { get; init; } = new Dictionary<string, object?>();

    /// <summary>What templates see as <c>page</c>: strings, numbers, booleans, dates, lists and dictionaries.</summary>
    public IReadOnlyDictionary<string, object?> Page { get; init; } = new Dictionary<string, object?>();

    /// <summary>Jekyll's <c>_includes</c>; null where there is none.</summary>
    public string? IncludesFolder { get; init; }

    /// <summary>The full folder of the post, for <c>include_relative</c>.</summary>
    public string? PostFolder { get; init; }

    /// <summary>From a post's name or path (<c>2016-07-26-name</c>, <c>posts/other.md</c>) to its address; null when there is no such post.</summary>
    public Func<string, Uri?> PostUrl { get; init; } = static _ => null;

    public BodyLimits Limits { get; init; } = new();
}
