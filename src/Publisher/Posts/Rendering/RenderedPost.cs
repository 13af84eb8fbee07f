namespace Publisher.Posts.Rendering;

/// <summary>A post as readers see it.</summary>
/// <param name="Html">Safe, with absolute addresses.</param>
/// <param name="Summary">One paragraph of plain text; may be empty.</param>
internal sealed record RenderedPost(string Html, string Summary, Uri? Image)
{
    /// <summary>The files that go with the post, with their true lengths as far as they are here.</summary>
    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];

    /// <summary>What was found while the body was read.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The body as plain text, a blank line between blocks. Made when it is asked for: feeds and pages do without.</summary>
    public string Text => PlainText.Of(Html);
}
