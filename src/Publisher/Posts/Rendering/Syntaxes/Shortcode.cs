namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>One shortcode as it stands in a text.</summary>
/// <param name="Literal">What a commented one shows.</param>
/// <param name="Partner">Which of the text's shortcodes closes this one.</param>
internal sealed record Shortcode(int Start, int End, string Name, TagArguments Arguments, bool IsClosing, bool ClosesItself, string? Literal)
{
    public int? Partner { get; init; }

    public IReadOnlyDictionary<string, string> Named => Arguments.Named;

    public string? Argument(int position, string name) =>
        Named.GetValueOrDefault(name) ?? (position < Arguments.Positional.Length ? Arguments.Positional[position] : null);
}
