using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Posts.Reading;

/// <summary>In which zone a time of day stands that names none.</summary>
internal enum TimesWithoutZone
{
    InSiteZone,

    /// <summary>UTC, but in the site's zone where it is quoted: what Jekyll's YAML makes of them.</summary>
    UtcUnlessQuoted,
    Utc,
}

/// <summary>How a single text names several tags or categories.</summary>
internal enum ListsInText
{
    /// <summary>At spaces, for plural keys.</summary>
    Spaces,
    Commas,
    SpacesOrCommas,
}

/// <summary>What the posts of one program mean where programs differ. Data: a new program is a new line in <see cref="All"/>.</summary>
internal sealed record Dialect(PostFormat Format)
{
    /// <summary>The folders of a site that hold its posts, from the site's root; empty where posts lie anywhere. <c>_posts</c> may lie at any depth.</summary>
    public IReadOnlyList<string> PostFolders { get; init; } = [];

    /// <summary>The permalink of a site that sets none.</summary>
    public string Permalink { get; init; } = "date";

    /// <summary>The same for a post whose own head gives its slug; null where it makes no difference.</summary>
    public string? PermalinkWithSlug { get; init; }

    /// <summary>Whether addresses are made by Hugo's rules: lower case, its own placeholders.</summary>
    public bool HasHugoAddresses { get; init; }

    /// <summary>Whether a title gives the slug where the head names none.</summary>
    public bool SlugsFromTitle { get; init; }

    /// <summary>Whether a file's or folder's name can date a post.</summary>
    public bool DatesFromNames { get; init; } = true;

    public TimesWithoutZone Times { get; init; }

    public ListsInText Lists { get; init; } = ListsInText.Commas;

    /// <summary>Whether <c>aliases</c> are other names of a note, and old addresses only where they are paths.</summary>
    public bool AliasesAreNames { get; init; }

    /// <summary>Whether a folder with an <c>index.md</c> is one post, whose other files are parts of it.</summary>
    public bool HasBundles { get; init; }

    /// <summary>What bodies are written in beside Markdown.</summary>
    public BodySyntax Syntax { get; init; }

    private static readonly Dialect[] All =
    [
        new(PostFormat.Plain) { Syntax = BodySyntax.Directives | BodySyntax.Callouts | BodySyntax.WikiLinks },
        new(PostFormat.Jekyll) { PostFolders = ["_posts", "_drafts"], Times = TimesWithoutZone.UtcUnlessQuoted, Lists = ListsInText.Spaces, Syntax = BodySyntax.Liquid | BodySyntax.Kramdown | BodySyntax.Callouts },
        new(PostFormat.Hugo) { PostFolders = ["content"], Permalink = "/:sections/:slugorfilename/", HasHugoAddresses = true, DatesFromNames = false, HasBundles = true, Syntax = BodySyntax.Shortcodes | BodySyntax.Callouts },
        new(PostFormat.Zola) { PostFolders = ["content"], Permalink = "/:sections/:slugorfilename/", HasHugoAddresses = true, HasBundles = true, Syntax = BodySyntax.Callouts },
        new(PostFormat.Hexo) { PostFolders = ["source/_posts", "source/_drafts"], Permalink = "/:year/:month/:day/:title/", Syntax = BodySyntax.HexoTags | BodySyntax.Kramdown },
        new(PostFormat.Pelican) { PostFolders = ["content"], Permalink = "/:slug.html", SlugsFromTitle = true },
        new(PostFormat.Eleventy) { Permalink = "/:folders/:title/", Times = TimesWithoutZone.Utc, Syntax = BodySyntax.Liquid },
        new(PostFormat.Astro) { PostFolders = ["src/content", "src/pages", "src/data"], Permalink = "/blog/:title/", Times = TimesWithoutZone.Utc, Syntax = BodySyntax.Directives | BodySyntax.Callouts },
        new(PostFormat.Docusaurus) { PostFolders = ["blog"], Permalink = "/blog/:year/:month/:day/:title", PermalinkWithSlug = "/blog/:title", Times = TimesWithoutZone.Utc, Syntax = BodySyntax.Directives | BodySyntax.Mdx },
        new(PostFormat.Gatsby) { PostFolders = ["content", "src/pages"], Permalink = "/:folders/:title/", Times = TimesWithoutZone.Utc },
        new(PostFormat.Zenn) { PostFolders = ["articles"], Permalink = "/articles/:title", Syntax = BodySyntax.Directives },
        new(PostFormat.Obsidian) { Lists = ListsInText.SpacesOrCommas, AliasesAreNames = true, Syntax = BodySyntax.Callouts | BodySyntax.WikiLinks },
    ];

    public static Dialect Of(PostFormat format) => All.First(dialect => dialect.Format == format);
}
