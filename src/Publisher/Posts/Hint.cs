namespace Publisher.Posts;

/// <summary>What was announced of a file last.</summary>
internal enum Sign
{
    /// <summary>It was written to, or is gone.</summary>
    Written,

    /// <summary>It came under its name, or left it for another, and was not written to since.</summary>
    Moved,
}

/// <summary>Where something may have changed since the last look.</summary>
/// <param name="IsEverywhere">Whether the whole folder is to be looked through.</param>
/// <param name="Paths">Relative to the posts folder, with <c>/</c>.</param>
internal sealed record Hint(bool IsEverywhere, IReadOnlyDictionary<string, Sign> Paths)
{
    public static Hint Everywhere { get; } = new(true, new Dictionary<string, Sign>());
}
