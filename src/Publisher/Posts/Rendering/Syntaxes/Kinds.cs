namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>The kinds of callouts and directives, as a reader sees them.</summary>
internal static class Kinds
{
    public static string Title(string kind)
    {
        var words = kind.Trim().Replace('-', ' ').ToLowerInvariant();
        return words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
