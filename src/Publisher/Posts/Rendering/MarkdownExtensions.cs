namespace Publisher.Posts.Rendering;

/// <summary>What Markdown means beside what all agree on.</summary>
[Flags]
internal enum MarkdownExtensions
{
    None = 0,
    SmartPunctuation = 1,
    Emoji = 2,
    Math = 4,

    /// <summary>Addresses without any marks around them.</summary>
    BareLinks = 8,
    Tables = 16,
    Footnotes = 32,
    Definitions = 64,
    Tasks = 128,
    Strikethrough = 256,

    /// <summary>Those that no setting takes away.</summary>
    Common = BareLinks | Tables | Footnotes | Definitions | Tasks | Strikethrough,
}
