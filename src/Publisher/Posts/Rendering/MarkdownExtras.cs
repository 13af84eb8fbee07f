namespace Publisher.Posts.Rendering;

/// <summary>What Markdown means beside its common extensions, as the settings have it.</summary>
[Flags]
internal enum MarkdownExtras
{
    None = 0,
    SmartPunctuation = 1,
    Emoji = 2,
    Math = 4,
}
