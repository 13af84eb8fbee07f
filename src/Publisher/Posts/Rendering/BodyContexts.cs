using Publisher.Posts.Reading;
using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Posts.Rendering;

/// <summary>What the body of a post is written in, and what templates in it may see.</summary>
internal sealed class BodyContexts(Site site, SiteFile siteFile, PostsOptions options, PostLookup lookup)
{
    private readonly IReadOnlyDictionary<string, object?> siteValues = HeadPlain.Map(siteFile.Values);
    private readonly string? includes = siteFile.Root is { } root && Directory.Exists(Path.Combine(root, "_includes")) ? Path.Combine(root, "_includes") : null;
    private readonly BodyLimits limits = new(options.Limits.LiquidSteps, (int)Math.Min(options.Limits.LiquidOutput.Bytes, int.MaxValue), options.Limits.IncludeDepth);

    /// <summary>A file of another extension may hold more than the dialect has, or no Markdown at all.</summary>
    public BodySyntax SyntaxOf(Post post) => Path.GetExtension(post.Path).ToUpperInvariant() switch
    {
        ".MDX" => siteFile.Dialect.Syntax | BodySyntax.Mdx,
        ".TEXTILE" => (siteFile.Dialect.Syntax & BodySyntax.Liquid) | BodySyntax.Textile,
        _ => siteFile.Dialect.Syntax,
    };

    public BodyContext Of(Post post) => new()
    {
        SiteUrl = site.Url,
        SiteTitle = site.Title,
        Site = siteValues,
        Page = Page(post),
        IncludesFolder = includes,
        PostFolder = Path.GetDirectoryName(Path.GetFullPath(Path.Combine(options.Folder, post.Path))),
        PostUrl = lookup.UrlOf,
        Limits = limits,
    };

    private static Dictionary<string, object?> Page(Post post) => new(HeadPlain.Map(post.Head), StringComparer.OrdinalIgnoreCase)
    {
        ["title"] = post.Title,
        ["url"] = post.Url?.AbsolutePath,
        ["id"] = post.Url?.AbsolutePath,
        ["date"] = post.Published,
        ["categories"] = post.Categories.ToList<object?>(),
        ["tags"] = post.Tags.ToList<object?>(),
        ["path"] = post.Path,
        ["excerpt"] = post.Excerpt,
    };
}
