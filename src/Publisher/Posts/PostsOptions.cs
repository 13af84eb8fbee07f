using System.ComponentModel.DataAnnotations;
using Publisher.Settings;

namespace Publisher.Posts;

/// <summary>The dialect that a folder of posts is written in.</summary>
internal enum PostFormat
{
    /// <summary>Told from the site file and the names.</summary>
    Auto,
    Plain,
    Jekyll,
    Hugo,
    Zola,
    Hexo,
    Pelican,
    Eleventy,
    Astro,
    Docusaurus,
    Gatsby,
    Zenn,
    Obsidian,
}

/// <summary>How far authors are trusted with HTML in their posts.</summary>
internal enum HtmlTrust
{
    /// <summary>HTML in a post is shown as text.</summary>
    None,

    /// <summary>Elements and attributes that can do no harm are kept.</summary>
    Safe,
}

/// <summary>Section <c>posts</c>: where the posts are and how they are read.</summary>
internal sealed record PostsOptions
{
    [MinLength(1)]
    public string Folder { get; init; } = "posts";

    public PostFormat Format { get; init; } = PostFormat.Auto;

    /// <summary>A permalink style of Jekyll or a template; null takes the site file's, then Jekyll's default.</summary>
    public string? Permalink { get; init; }

    /// <summary>Whether drafts are published, for looking at them while writing. Drafts are never mailed.</summary>
    public bool Drafts { get; init; }

    /// <summary>Whether posts of a future date are published at once; null takes the site file's word, then no.</summary>
    public bool? Future { get; init; }

    /// <summary>The text that ends the summary of a post that has none in its front matter.</summary>
    public string? ExcerptSeparator { get; init; }

    public HtmlTrust AllowHtml { get; init; } = HtmlTrust.Safe;

    /// <summary>Whether straight quotes, <c>--</c> and <c>...</c> become typographic ones.</summary>
    public bool SmartPunctuation { get; init; }

    /// <summary>Whether <c>:smile:</c> becomes a picture character.</summary>
    public bool Emoji { get; init; }

    /// <summary>Whether <c>$…$</c> and <c>$$…$$</c> hold formulas, in which no mark is Markdown's.</summary>
    public bool Math { get; init; } = true;

    /// <summary>How often the folder is looked through even when nothing was announced.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Rescan { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a file must lie still before it is read: a save has finished by then.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Settle { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A larger file is not read and said to be broken.</summary>
    public ByteSize MaxFileSize { get; init; } = ByteSize.MiB(5);

    public PostLimits Limits { get; init; } = new();
}
