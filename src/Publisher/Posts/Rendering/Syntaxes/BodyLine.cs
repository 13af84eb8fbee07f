namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>A line of a body, without its end.</summary>
/// <param name="IsCode">Whether it is in a fenced block, or one of its fences.</param>
internal readonly record struct BodyLine(int Start, string Text, bool IsCode)
{
    public int End => Start + Text.Length;

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}
