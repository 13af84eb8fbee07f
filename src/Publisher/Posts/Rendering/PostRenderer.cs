using AngleSharp.Dom;
using Publisher.Posts.Reading;

namespace Publisher.Posts.Rendering;

/// <summary>From a post to what readers see. Nothing is kept: only what is shown is rendered.</summary>
internal sealed class PostRenderer(Site site, SiteFile siteFile, PostsOptions options) : IDisposable
{
    // A cleaner costs more to build than to use, and may be used by one thread at a time.
    private readonly ThreadLocal<HtmlCleaner> cleaners = new(() => new HtmlCleaner());

    public void Dispose() => cleaners.Dispose();

    public RenderedPost Render(Post post)
    {
        var links = new PostLinks(site.Url, post.Url ?? site.Url, options.Folder, post.Path);
        var cleaner = cleaners.Value!;
        var body = cleaner.Clean(MarkdownBody.ToHtml(post.Body, options.AllowHtml), links, post.Title);
        return new(HtmlCleaner.Html(body), PlainText.Of(body), Summary(post, body, links, cleaner), Image(post, links));
    }

    private string Summary(Post post, IElement body, PostLinks links, HtmlCleaner cleaner)
    {
        if (post.Excerpt is not null)
            return OneLine(MarkdownBody.ToHtml(post.Excerpt, options.AllowHtml), links, cleaner);
        var separator = options.ExcerptSeparator ?? siteFile.ExcerptSeparator;
        return Summaries.BeforeSeparator(post.Body, separator) is { } start
            ? OneLine(MarkdownBody.ToHtml(start, options.AllowHtml), links, cleaner)
            : Summaries.FirstParagraph(body);
    }

    private static string OneLine(string html, PostLinks links, HtmlCleaner cleaner) =>
        PlainText.Line(cleaner.Clean(html, links, title: null));

    private static Uri? Image(Post post, PostLinks links) =>
        post.Image is { } image && Uri.TryCreate(links.Absolute(image), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
}
