using Publisher.Posts.Reading;
using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Posts.Rendering;

/// <summary>From a post to what readers see. Nothing is kept: only what is shown is rendered.</summary>
internal sealed class PostRenderer(Site site, SiteFile siteFile, PostsOptions options, BodyContexts contexts) : IDisposable
{
    // A cleaner costs more to build than to use, and may be used by one thread at a time.
    private readonly ThreadLocal<HtmlCleaner> cleaners = new(() => new HtmlCleaner());

    private readonly MarkdownExtensions extensions = MarkdownExtensions.Common | (options.SmartPunctuation ? MarkdownExtensions.SmartPunctuation : 0)
        | (options.Emoji ? MarkdownExtensions.Emoji : 0) | (options.Math ? MarkdownExtensions.Math : 0);

    public void Dispose() => cleaners.Dispose();

    public RenderedPost Render(Post post)
    {
        var links = new PostLinks(site.Url, post.Url ?? site.Url, options.Folder, post.Path);
        var warnings = new List<(int Line, string Message)>();
        var body = BodyText.Prepare(post.Body.Read(), contexts.SyntaxOf(post), contexts.Of(post), warnings);
        var html = Html(body, links, post.Title);
        return new(html, Summary(post, body, html, links), Image(post, links))
        {
            Enclosures = post.Enclosures.Count == 0 ? [] : [.. post.Enclosures.Select(enclosure => EnclosureFiles.Measured(enclosure, links))],
            Problems = [.. warnings.Select(warning => new Problem(post.Path, warning.Line + post.BodyLine - 1, Severity.Warning, warning.Message))],
        };
    }

    private string Html(string markdown, PostLinks links, string? title)
    {
        var (html, isSafe) = MarkdownBody.ToHtml(markdown, options.AllowHtml, document => PureMarkdown.Prepare(document, links, title), extensions);
        return isSafe ? CleanText.Of(html).Trim() : HtmlCleaner.Html(cleaners.Value!.Clean(html, links, title));
    }

    private string Summary(Post post, string body, string html, PostLinks links)
    {
        var separator = options.ExcerptSeparator ?? siteFile.ExcerptSeparator;
        return (post.Excerpt ?? Summaries.BeforeSeparator(body, separator)) is { } start
            ? Summaries.Line(Html(start, links, title: null))
            : Summaries.FirstParagraph(html);
    }

    private static Uri? Image(Post post, PostLinks links) =>
        post.Image is { } image && Uri.TryCreate(links.Absolute(image), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && HostName.Of(uri) is not null ? uri : null;
}
