namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>What a body may be written in beside Markdown.</summary>
[Flags]
internal enum BodySyntax
{
    None = 0,
    Liquid = 1,
    HexoTags = 2,
    Shortcodes = 4,
    Kramdown = 8,
    Mdx = 16,
    Directives = 32,
    Callouts = 64,
    WikiLinks = 128,
    Textile = 256,
}
