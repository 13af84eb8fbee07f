namespace Publisher.Posts.Rendering;

/// <summary>A post as readers see it.</summary>
/// <param name="Html">Safe, with absolute addresses.</param>
/// <param name="Text">The body as plain text, a blank line between blocks.</param>
/// <param name="Summary">One paragraph of plain text; may be empty.</param>
internal sealed record RenderedPost(string Html, string Text, string Summary, Uri? Image);
